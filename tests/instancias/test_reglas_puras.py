"""Las fechas que da un calendario, el quórum, el avance de un plan y cómo se escribe. Sin base de datos."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.fechas import Semestre
from registro.instancias.avance import promediar
from registro.instancias.calendario import ULTIMO, Calendario, exigir_del_semestre, fechas
from registro.instancias.plan_escrito import escribir_estructura, leer_estructura
from registro.instancias.quorum import Quorum, ReglaDeDecision, escribir, medir

UNO_2020 = Semestre(2020, 1)
ROLES = {"P": "Permanente", "S": "Secretaría Técnica", "I": "Integrante", "O": "Otros"}


def test_el_segundo_miercoles_da_las_ordinarias_publicadas():
    dias = fechas(Calendario(2, 2), UNO_2020)
    assert [(dia.month, dia.day) for dia in dias] == [(1, 8), (2, 12), (3, 11), (4, 8), (5, 13), (6, 10)]
    assert Calendario(2, 2).frase == "El segundo miércoles de cada mes"
    bimestral = Calendario(ULTIMO, 4, 2)
    assert fechas(bimestral, UNO_2020) == [date(2020, 1, 31), date(2020, 3, 27), date(2020, 5, 29)]
    assert bimestral.frase == "El último viernes del mes, cada dos meses"


@given(
    st.integers(2020, 2030),
    st.sampled_from([1, 2]),
    st.integers(1, ULTIMO),
    st.integers(0, 6),
    st.integers(1, 6),
)
def test_cada_fecha_es_ese_dia_de_la_semana_y_es_la_ultima_o_la_ordinal(vigencia, mitad, ordinal, dia, cada):
    semestre = Semestre(vigencia, mitad)
    for fecha in fechas(Calendario(ordinal, dia, cada), semestre):
        assert fecha.weekday() == dia
        exigir_del_semestre(fecha, semestre)
        de_siete = (fecha.day - 1) // 7 + 1
        assert de_siete == ordinal if ordinal != ULTIMO else de_siete in {4, 5}


def test_un_dia_de_otro_semestre_se_dice():
    with pytest.raises(ErrorDeRegistro, match="3 de julio de 2020 no está en el primer semestre") as error:
        exigir_del_semestre(date(2020, 7, 3), UNO_2020)
    assert error.value.campo == "fecha"


@pytest.mark.parametrize(
    "partes, mas_de, convocados, necesarios",
    [
        ((1, 2), True, 10, 6),
        ((1, 2), False, 10, 5),
        ((1, 2), True, 11, 6),
        ((1, 2), False, 11, 6),
        ((2, 3), False, 9, 6),
        ((1, 1), False, 7, 7),
    ],
)
def test_cuantos_hacen_falta(partes, mas_de, convocados, necesarios):
    assert ReglaDeDecision(frozenset("P"), *partes, mas_de).necesarios(convocados) == necesarios


def test_el_quorum_solo_cuenta_los_roles_de_la_regla():
    regla = ReglaDeDecision(frozenset({"P", "I"}), 1, 2, mas_de=True)
    medido = medir(regla, [("P", True), ("I", True), ("I", False), ("O", True)])
    assert (medido, medido.hay) == (Quorum(2, 3, 2), True)
    assert medido.frase == "Hay quórum: 2 de 3 puestos que cuentan; se necesitan 2"
    vacio = medir(regla, [("O", True)])
    assert (vacio.hay, vacio.frase[:14]) == (False, "No hay quórum:")


@pytest.mark.parametrize(
    "partes, mas_de, dicho",
    [
        ((1, 2), True, "Más de la mitad de los puestos con rol Permanente e Integrante"),
        ((2, 3), False, "Al menos las dos terceras partes de los puestos con rol Permanente e Integrante"),
        ((3, 5), False, "Al menos 3 de cada 5 de los puestos con rol Permanente e Integrante"),
        ((1, 1), False, "Todos los puestos con rol Permanente e Integrante"),
    ],
)
def test_la_regla_se_escribe_en_palabras(partes, mas_de, dicho):
    assert escribir(ReglaDeDecision(frozenset({"I", "P"}), *partes, mas_de), ROLES) == dicho


def test_el_avance_es_el_promedio_y_nada_reportado_es_sin_dato():
    assert promediar([None, None]) is None
    assert promediar([]) is None
    assert promediar([100, None, 50]) == Decimal(50)


ESCRITO = """Jurídico y normativo
1. Propuesta de instancia
1.1 Documento | Secretaría de Gobierno; Secretaría de Salud | 30/06/2020
1.2 Concepto

Social y cultural
1. Alerta temprana
1.1 Mecanismo | | 15/05/2020"""


def test_un_plan_escrito_como_lista_se_lee_y_se_vuelve_a_escribir_igual():
    juridico, social = leer_estructura(ESCRITO)
    documento, concepto = juridico.productos[0].subproductos
    assert (documento.entidades, documento.vence) == (
        ("Secretaría de Gobierno", "Secretaría de Salud"),
        date(2020, 6, 30),
    )
    assert (concepto.nombre, concepto.entidades, concepto.vence) == ("Concepto", (), None)
    assert social.productos[0].subproductos[0].vence == date(2020, 5, 15)
    vuelto = escribir_estructura([juridico, social])
    assert leer_estructura(vuelto) == [juridico, social]
    assert "1.1 Mecanismo |  | 15/05/2020" in vuelto


@pytest.mark.parametrize(
    "texto, frase",
    [
        ("", "al menos un componente"),
        ("1. Producto", "Renglón 1: «1. Producto» no tiene componente"),
        ("1.1 Sub", "no sigue al producto 1"),
        ("A\n1.1 Sub", "no sigue al producto 1"),
        ("A\n2. P\n1.1 Sub", "Renglón 3: «1.1 Sub» no sigue al producto 1"),
        ("A\n1. P\n1. Otro", "repite el número 1"),
        ("A\n1. P\n1.1 S\n1.1 T", "repite el número 1"),
        ("A\n1. P\na", "ya estaba"),
        ("A\n1. P\n1.1 S | E | 30/06/2020 | más", "va así"),
        ("A\n1. P\n1.1 | E", "va así"),
        ("A\n1. P\n1.1 S | E | ayer", "Renglón 3: «ayer» no es una fecha"),
    ],
)
def test_un_renglon_que_no_se_entiende_se_nombra(texto, frase):
    with pytest.raises(ErrorDeRegistro) as error:
        leer_estructura(texto)
    assert frase in error.value.mensaje
    assert error.value.campo == "estructura"
