"""Los números se leen como se escriben en Colombia y la escala nunca se adivina."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.numeros import (
    escribir,
    escribir_decimal,
    escribir_porcentaje,
    leer_decimal,
    leer_entero,
    leer_natural,
    redondear,
)


@pytest.mark.parametrize(
    "valor, numero",
    [
        ("1.300.231", 1_300_231),
        ("1.300", 1300),
        (" 1300231 ", 1_300_231),
        ("1 300 231", 1_300_231),
        ("1\u00a0300", 1300),
        ("0", 0),
        ("007", 7),
        ("5.0", 5),
        ("5,00", 5),
        (12, 12),
        (12.0, 12),
        (-0.0, 0),
        (Decimal("12.00"), 12),
    ],
)
def test_un_entero_se_lee_como_se_escribe(valor, numero):
    assert leer_entero(valor) == numero


@pytest.mark.parametrize(
    "valor, numero",
    [
        ("5,7", "5.7"),
        ("5.7", "5.7"),
        ("1.300.231,5", "1300231.5"),
        ("1.300,25", "1300.25"),
        ("1300231", "1300231"),
        ("1.300.231", "1300231"),
        ("1 300", "1300"),
        ("0.500", "0.500"),
        ("1300.125", "1300.125"),
        ("+1,5", "1.5"),
        (5.7, "5.7"),
        (0.1 + 0.2, "0.3"),
        (92, "92"),
        (Decimal("67.9"), "67.9"),
    ],
)
def test_un_decimal_se_lee_con_coma_o_con_punto(valor, numero):
    assert leer_decimal(valor) == Decimal(numero)


@pytest.mark.parametrize(
    "valor, frase",
    [
        ("1.300", "Escriba 1300 si son miles, o 1,3 si es un decimal"),
        ("1,300", "Escriba 1300 si son miles, o 1,3 si es un decimal"),
        ("2.000", "Escriba 2000 si son miles, o 2,0 si es un decimal"),
    ],
)
def test_lo_que_puede_leerse_de_dos_maneras_se_pregunta(valor, frase):
    with pytest.raises(ErrorDeRegistro, match=frase) as error:
        leer_decimal(valor, "meta")
    assert error.value.campo == "meta"


def test_los_miles_con_coma_tampoco_se_adivinan_en_un_entero():
    with pytest.raises(ErrorDeRegistro, match="dos maneras"):
        leer_entero("1,300")


@pytest.mark.parametrize("valor", ["", "   ", None])
def test_una_casilla_vacia_no_es_cero(valor):
    with pytest.raises(ErrorDeRegistro, match="Falta el número"):
        leer_entero(valor)


RAROS = [
    *("-", "N/A", "NaN", "nan", "inf", "sin dato", "1e5", "1.30.231", "1,300,231", "12 a", "65 %", "٣"),
    *("\uff11\uff12", "=1+1", "+", ".5", "5,", "9" * 10_000),
]


@pytest.mark.parametrize("valor", [*RAROS, True, float("nan"), float("inf"), Decimal("sNaN")])
def test_lo_que_no_es_un_numero_se_dice_en_una_frase(valor):
    with pytest.raises(ErrorDeRegistro, match="no es un número"):
        leer_decimal(valor)


@pytest.mark.parametrize("valor", ["-3", "−3", -3, -0.5, "-1.300.000"])
def test_un_negativo_solo_se_recibe_si_se_pide(valor):
    with pytest.raises(ErrorDeRegistro, match="menor que cero"):
        leer_decimal(valor)
    assert leer_decimal(valor, con_signo=True) < 0


def test_un_entero_con_signo_conserva_el_signo():
    assert leer_entero("-1.300", con_signo=True) == -1300


@pytest.mark.parametrize("valor", ["5,7", 5.5, "0.500", Decimal("0.1")])
def test_un_entero_no_admite_decimales(valor):
    with pytest.raises(ErrorDeRegistro, match="tiene decimales"):
        leer_entero(valor)


@pytest.mark.parametrize("valor", ["9" * 16, 10**4000, 1e300, 5e-324, "0," + "3" * 16, Decimal("1E-99")])
def test_mas_cifras_de_las_que_se_guardan_se_rechazan(valor):
    with pytest.raises(ErrorDeRegistro, match="más cifras"):
        leer_decimal(valor)


@given(st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1))
def test_un_entero_escrito_se_vuelve_a_leer(numero):
    assert leer_entero(escribir(numero), con_signo=True) == numero


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=1))
def test_un_decimal_escrito_se_vuelve_a_leer(numero):
    assert leer_decimal(escribir_decimal(numero), con_signo=True) == numero


@given(st.text() | st.from_regex(r"[-+]?[0-9]{0,4}([., ][0-9]{0,4}){0,3}", fullmatch=True))
def test_cualquier_texto_se_lee_o_se_rechaza_con_una_frase(texto):
    try:
        resultado = leer_decimal(texto)
    except ErrorDeRegistro as error:
        resultado = error.mensaje
    assert resultado >= 0 if isinstance(resultado, Decimal) else resultado.endswith(".")


@pytest.mark.parametrize(
    "numero, cifras, escrito",
    [
        ("67.94", 1, "67,9"),
        ("67.95", 1, "68,0"),
        ("-0.01", 1, "0,0"),
        ("-2.85", 1, "-2,9"),
        ("1300231.5", 0, "1.300.232"),
        ("1300.25", None, "1.300,25"),
        ("1E+2", None, "100"),
    ],
)
def test_un_decimal_se_escribe_con_coma(numero, cifras, escrito):
    assert escribir_decimal(Decimal(numero), cifras) == escrito


def test_la_mitad_sube_en_lo_que_se_redondea_y_en_lo_que_se_escribe():
    assert [redondear(Decimal(uno)) for uno in ("-31.25", "0.25", "0.35")] == [
        *(Decimal("-31.3"), Decimal("0.3"), Decimal("0.4"))
    ]
    assert escribir_decimal(Decimal("-31.25")) == "-31,3"


def test_un_porcentaje_lleva_un_espacio_que_no_se_parte():
    assert escribir_porcentaje(Decimal("67.94")) == "67,9\u00a0%"
    assert escribir_porcentaje(100, 0) == "100\u00a0%"


@pytest.mark.parametrize(
    "escrito, numero",
    [
        ("12", 12),
        (7, 7),
        ("", None),
        ("-1", None),
        ("x", None),
        ("٣", None),
        ("9" * 9, 999_999_999),
        ("9" * 10, None),
    ],
)
def test_lo_que_trae_una_casilla_es_un_numero_que_quepa_en_la_base_o_ninguno(escrito, numero):
    assert leer_natural(escrito) == numero
