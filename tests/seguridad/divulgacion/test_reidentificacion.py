"""Con todos los archivos públicos y un archivo de afuera no se despeja una celda ni se sabe nada de nadie."""

import random

import pytest

from tests.seguridad.divulgacion.reidentificacion import CLASES, NOMBRES, Atacante, asediar


@pytest.mark.parametrize("semilla", [2026])
def test_ni_las_tablas_ni_los_conteos_ni_el_balance_ni_lo_de_afuera_dicen_de_nadie(contexto, semilla):
    vistas, ocultas, despejadas, sabidas = asediar(random.Random(semilla))
    assert vistas > 5
    assert ocultas > 3
    assert (despejadas, sabidas) == ([], [])


def test_el_ataque_muerde_lo_que_se_escribe_sin_cuidado():
    sin_cuidado = [["Área", "Atenciones"], ["Jurídica", "*"], ["Psicosocial", "40"], ["Trabajo social", "7"]]
    atacante = Atacante([[*sin_cuidado, ["Total", "50"]]], [])
    (juridica,) = atacante.ocultas
    assert atacante.entre(juridica) == (3, 3)
    con_otra = [[*sin_cuidado[:3], ["Trabajo social", "*"], ["Total", "50"]]]
    assert Atacante(con_otra, []).entre(juridica) == (0, 10)
    una = next(clase for clase in CLASES if clase[NOMBRES.index("area")] == "juridica")
    assert Atacante(con_otra, [una]).entre(juridica) == (0, 10)  # saber que vino no dice a qué área
