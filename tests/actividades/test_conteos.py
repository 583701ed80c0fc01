"""Qué significa lo que el equipo declara haber contado."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registro.actividades.conteos import (
    MAXIMO,
    PUBLICOS,
    TOTAL,
    contadas,
    declaradas,
    excede,
    por_publico,
    revisar,
)
from registro.errores import ErrorDeRegistro

CASOS = [
    ({}, None, {}),
    ({"": 25}, 25, {"": 25}),
    ({"": 0}, 0, {"": 0}),
    ({"asp": 10, "ciudadania": 5}, 15, {"asp": 10, "ciudadania": 5}),
    ({"": 25, "asp": 10}, 25, {"asp": 10, "": 15}),
    ({"": 15, "asp": 10, "otro": 5}, 15, {"asp": 10, "otro": 5}),
]


@pytest.mark.parametrize("conteos,total,desglose", CASOS)
def test_lo_declarado_es_el_total_o_la_suma_y_el_resto_queda_sin_desagregar(conteos, total, desglose):
    revisar(conteos)
    assert declaradas(conteos) == total
    assert por_publico(conteos) == desglose


@pytest.mark.parametrize(
    "leidas,declaradas,total,aviso", [(22, 25, 25, False), (22, 20, 22, True), (4, None, 4, False)]
)
def test_las_asistencias_son_lo_leido_mas_lo_declarado_que_falto(leidas, declaradas, total, aviso):
    assert (contadas(leidas, declaradas), excede(leidas, declaradas)) == (total, aviso)


MALOS = [
    ({"": -1}, "conteo_total", "-1 no puede ser un conteo"),
    ({"asp": MAXIMO + 1}, "conteo_asp", "100.001 no puede ser un conteo"),
    ({"policías": 3}, "conteo_policías", "no es un público"),
    ({"": 10, "asp": 8, "otro": 3}, "conteo_total", "Por público suman 11 y el total dice 10"),
]


@pytest.mark.parametrize("conteos,campo,frase", MALOS)
def test_un_conteo_imposible_se_explica_en_su_casilla(conteos, campo, frase):
    with pytest.raises(ErrorDeRegistro, match=frase) as error:
        revisar(conteos)
    assert error.value.campo == campo


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(PUBLICOS)), st.integers(0, 500)))
def test_un_conteo_que_se_acepta_siempre_suma_lo_declarado(conteos):
    desglose = sum(n for publico, n in conteos.items() if publico != TOTAL)
    if TOTAL in conteos and desglose > conteos[TOTAL]:
        with pytest.raises(ErrorDeRegistro):
            revisar(conteos)
    else:
        revisar(conteos)
        assert sum(por_publico(conteos).values()) == (declaradas(conteos) or 0)
