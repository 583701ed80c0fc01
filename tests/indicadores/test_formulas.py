"""Cómo se cuenta, con los ejemplos de las reglas."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.fechas import Fecha
from registro.indicadores import formulas
from registro.indicadores.formulas import Asistencias, Tramo
from registro.indicadores.hechos import Conteos, HechoDeActividad


def actividad(identificador, *, tipo="jornada", sesiones=1, conteos=None, jornada=None):
    return HechoDeActividad(
        id=identificador,
        uuid=f"uuid-{identificador}",
        tipo=tipo,
        titulo=tipo,
        fecha=Fecha(date(2023, 3, 13)),
        lugar="",
        localidad_codigo="",
        localidad="",
        sesiones=sesiones,
        conteos=conteos or Conteos(),
        propios={"jornada_id": jornada} if jornada else {},
    )


@pytest.mark.parametrize(
    "conteos,esperadas",
    [
        (Conteos(nominales=18, anonimas=4, declaradas=25), Asistencias(25)),
        (Conteos(nominales=22, declaradas=20), Asistencias(22, excede=True)),
        (Conteos(nominales=3, anonimas=2), Asistencias(5)),
        (Conteos(declaradas=25), Asistencias(25)),
        (Conteos(nominales=1, declaradas=0), Asistencias(1, excede=True)),
        (Conteos(declaradas=0), Asistencias(0)),
        (Conteos(), Asistencias(0)),
    ],
)
def test_las_asistencias_son_lo_leido_mas_lo_declarado_que_no_se_leyo(conteos, esperadas):
    assert formulas.asistencias(conteos) == esperadas


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_nunca_son_menos_que_lo_leido_ni_que_lo_declarado(nominales, anonimas, declaradas):
    total = formulas.asistencias(Conteos(nominales, anonimas, declaradas)).total
    assert total == max(nominales + anonimas, declaradas)


def test_una_mesa_que_es_tambien_jornada_se_cuenta_una_vez():
    hechos = [
        actividad(1),
        actividad(2, tipo="mesa_tecnica", jornada=1),
        actividad(3, tipo="mesa_tecnica"),
    ]
    assert formulas.contar_actividades(hechos) == 2
    assert formulas.contar_sesiones(hechos) == 2


def test_una_mesa_cuya_jornada_no_esta_en_el_conjunto_se_cuenta():
    assert formulas.contar_actividades([actividad(2, tipo="mesa_tecnica", jornada=1)]) == 1


def test_una_fila_historica_de_tres_sesiones_son_tres():
    hechos = [actividad(1, tipo="mebog", sesiones=3), actividad(2, tipo="mebog")]
    assert formulas.contar_actividades(hechos) == 2
    assert formulas.contar_sesiones(hechos) == 4


def test_no_informado_no_es_cero():
    callada, informada = actividad(1), actividad(2, conteos=Conteos(declaradas=0))
    assert formulas.asistencias_informadas([callada]) is None
    assert formulas.asistencias_informadas([callada, informada]) == 0
    assert formulas.asistencias_informadas([]) == 0


def test_las_fusiones_se_siguen_hasta_el_final():
    assert [formulas.persona_final(persona, {1: 2, 2: 3}) for persona in (1, 2, 3, 9)] == [3, 3, 3, 9]


def test_un_circulo_de_fusiones_es_una_sola_persona():
    fusiones = {1: 2, 2: 3, 3: 1, 7: 1}
    assert {formulas.persona_final(persona, fusiones) for persona in (1, 2, 3, 7)} == {1}


def test_lo_acumulado_de_una_suma_se_suma_y_el_de_un_nivel_es_el_ultimo():
    tramos = [Tramo(2020, 2022, Decimal(15)), Tramo(2023, 2023, Decimal(77))]
    assert formulas.acumulado("suma", tramos) == 92
    assert formulas.acumulado("constante", tramos) == 77
    assert formulas.acumulado("suma", []) is None
