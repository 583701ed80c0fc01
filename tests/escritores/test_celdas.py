"""Una celda se escribe para personas, para programas o para hojas de cálculo."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.escritores.celdas import dato, escrita, pie, sin_formula
from registro.tabla import Celda, Columna, TipoColumna
from tests.escritores.tablas import crear_tabla

PORCENTAJE = TipoColumna.PORCENTAJE


@pytest.mark.parametrize(
    "valor, columna, texto",
    [
        ("Salud", Columna("Sector"), "Salud"),
        ("sin dato", Columna("Avance", PORCENTAJE), "sin dato"),
        (1_300_231, Columna("Total", TipoColumna.ENTERO), "1.300.231"),
        (Decimal("5.70"), Columna("Meta", TipoColumna.DECIMAL), "5,70"),
        (92, Columna("Meta", TipoColumna.DECIMAL), "92"),
        (Decimal("67.94"), Columna("Avance %", PORCENTAJE), "67,9"),
        (Decimal("67.94"), Columna("Avance", PORCENTAJE), "67,9\u00a0%"),
        (date(2023, 3, 13), Columna("Fecha", TipoColumna.FECHA), "13 mar 2023"),
    ],
)
def test_una_celda_se_lee_en_espaniol(valor, columna, texto):
    assert escrita(Celda(valor), columna) == texto


def test_los_porcentajes_salen_con_una_cifra_y_lo_demas_exacto():
    assert str(dato(Celda(Decimal("67.95")), Columna("p", PORCENTAJE))) == "68.0"
    assert str(dato(Celda(Decimal("5.725")), Columna("Meta", TipoColumna.DECIMAL))) == "5.725"
    assert dato(Celda("*"), Columna("p", PORCENTAJE)) == "*"


@pytest.mark.parametrize("inicio", [*"=+-@\t\r\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_lo_que_parece_formula_lleva_un_apostrofo(inicio):
    assert sin_formula(f"{inicio}cmd|calc") == f"'{inicio}cmd|calc"


@pytest.mark.parametrize("numero", ["-1", "-5,7", "+57", "-1.300.231"])
def test_un_numero_con_signo_queda_como_estaba(numero):
    assert sin_formula(numero) == numero


@given(st.text())
def test_ningun_texto_queda_como_formula(texto):
    seguro = sin_formula(texto)
    assert seguro[:1] not in set("=@\t\r\n")
    assert seguro[:1] not in set("+-") or set(seguro[1:]) <= set("0123456789.,")
    assert seguro in {texto, f"'{texto}"}


def test_el_pie_dice_fuente_corte_y_reglas():
    assert pie(crear_tabla()) == (
        "Dos entidades no asistieron.",
        "Fuente: registros a 31 de diciembre de 2023. Reglas: PPASP 2023.",
    )
    assert pie(crear_tabla(reglas="", notas=())) == ("Fuente: registros a 31 de diciembre de 2023.",)
