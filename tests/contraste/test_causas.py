"""Cada diferencia con lo publicado propone la primera causa que la explica exactamente."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registro.informes.contraste.causas import Caso, coinciden, probable

D = Decimal
A_JUNIO = {"30 de junio de 2023": D(200)}
SOBRE_73 = {"es_porcentaje": True, "contados": D(73)}


def caso(publicado, calculado, **otros):
    return Caso(D(publicado), D(calculado), **otros)


@pytest.mark.parametrize(
    "causa,cual",
    [
        (
            "cambiada de lugar con la columna «Programadas»",
            caso("6", "5", vecinas={"Programadas": (D(5), D(6))}),
        ),
        ("sin causa reconocida", caso("6", "5", vecinas={"Programadas": (None, D(6))})),
        ("signo contrario", caso("2.8", "-2.8")),
        ("signo contrario", caso("-2.8", "2.84", es_porcentaje=True)),
        ("dígitos cambiados de orden", caso("531", "513")),
        ("dígitos cambiados de orden", caso("67.9", "76.91", es_porcentaje=True)),
        ("sin causa reconocida", caso("315", "513")),
        ("sin causa reconocida", caso("514", "523")),
        ("truncado: se cortaron las cifras decimales", caso("40", "40.67", es_porcentaje=True)),
        ("redondeado", caso("41", "40.67", es_porcentaje=True)),
        ("sin causa reconocida", caso("42", "40.67", es_porcentaje=True)),
        ("100 menos el porcentaje", caso("32.1", "67.94", es_porcentaje=True)),
        ("una fila contada dos veces: Bosa", caso("407", "337", componentes={"Suba": D(56), "Bosa": D(70)})),
        ("la fila contada dos veces", caso("6", "3")),
        (
            "otro denominador: 68 en lugar de 73",
            caso("82.4", "76.712", **SOBRE_73, otros=[D(68)]),
        ),
        (
            "sin causa reconocida",
            caso("82.5", "76.712", **SOBRE_73, otros=[D(68), D(0)]),
        ),
        (
            "otro corte: 30 de junio de 2023",
            caso("200", "551", otros_cortes=lambda: A_JUNIO),
        ),
        ("sin causa reconocida", caso("201", "551", otros_cortes=lambda: A_JUNIO)),
        ("sin causa reconocida", caso("3", "0")),
    ],
)
def test_cada_causa_se_reconoce(causa, cual):
    assert probable(cual) == causa


@given(st.integers(-999, 999), st.integers(-999, 999))
def test_siempre_se_dice_algo_y_nunca_de_dos_iguales(publicado, calculado):
    assume(publicado != calculado)
    assert probable(caso(publicado, calculado))
    assert not coinciden(D(publicado), D(calculado), es_porcentaje=True)
    assert coinciden(D(publicado), D(publicado), es_porcentaje=False)


def test_un_porcentaje_coincide_como_se_publica():
    assert coinciden(D("40.7"), D("40.6667"), es_porcentaje=True)
    assert not coinciden(D("40.7"), D("40.6667"), es_porcentaje=False)
