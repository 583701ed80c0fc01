"""La casa cumple sus leyes. Que cada ley puede fallar lo prueba test_las_leyes_muerden.py."""

from pathlib import Path

import pytest

from tests.arquitectura import costumbres, leyes
from tests.arquitectura.lectura import Casa

LEYES = [
    leyes.orden_de_los_pisos,
    leyes.ley_1_puros,
    leyes.ley_2_puertas,
    leyes.ley_3_pantallas_sin_modelo,
    leyes.ley_4_transacciones,
    leyes.ley_5_nadie_compara_el_tipo,
    costumbres.arriba_solo_lo_listado,
    costumbres.archivos_cortos,
    costumbres.archivos_cortos_en_conjunto,
    costumbres.funciones_cortas,
    costumbres.guiones_con_su_numero,
    costumbres.nombres_que_dicen_algo,
    costumbres.excepciones_con_codigo_y_razon,
    costumbres.nada_de_esta_maquina,
]


@pytest.fixture(scope="module")
def casa():
    return Casa(Path(__file__).resolve().parents[2])


@pytest.mark.lento
@pytest.mark.parametrize("ley", LEYES, ids=lambda ley: ley.__name__)
def test_la_casa_cumple_la_ley(casa, ley):
    avisos = list(ley(casa))
    assert not avisos, "\n".join(avisos)
