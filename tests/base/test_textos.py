"""Los textos se comparan, ordenan, limpian y unen en español."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar, clave, leer_json, limpiar, orden, unir


@pytest.mark.parametrize(
    "una, otra",
    [("Ñandú  Azul", "nandu azul"), ("SANTA FÉ", "santa fe"), ("Engativa\u0301", "engativá"), ("N.º", "n.o")],
)
def test_dos_escrituras_de_lo_mismo_tienen_la_misma_clave(una, otra):
    assert clave(una) == clave(otra)


@given(st.text())
def test_la_clave_de_una_clave_es_ella_misma(texto):
    assert clave(clave(texto)) == clave(texto)


def test_la_ene_va_antes_que_la_enie_y_las_tildes_no_cuentan():
    desordenados = ["Oeste", "Ñame", "Nube", "Ámbar", "Ambiente", "n\u0303andu", "Nz"]
    assert sorted(desordenados, key=orden) == [
        "Ámbar",
        "Ambiente",
        "Nube",
        "Nz",
        "Ñame",
        "n\u0303andu",
        "Oeste",
    ]


def test_limpiar_conserva_los_saltos_y_quita_lo_invisible():
    assert limpiar("  uno\r\ndos\tt\x00re\x1bs\u202e\ufeff\r  ", 50) == "uno\ndos tres"


def test_limpiar_conserva_emojis_y_compone_las_tildes():
    assert limpiar("sesio\u0301n 👩‍🦱", 50) == "sesión 👩‍🦱"


def test_un_texto_demasiado_largo_dice_cuanto_mide_y_cuanto_cabe():
    with pytest.raises(ErrorDeRegistro, match=r"10\.000 caracteres y el límite es 500") as error:
        limpiar("a" * 10_000, 500, "tema")
    assert error.value.campo == "tema"


@given(st.text(st.characters(codec=None)))
def test_lo_limpio_siempre_se_puede_guardar_y_ya_no_cambia(texto):
    limpio = limpiar(texto, 10_000)
    assert limpio.encode().decode() == limpio
    assert "\x00" not in limpio
    assert limpiar(limpio, 10_000) == limpio


@pytest.mark.parametrize(
    "partes, unidas",
    [
        ([], ""),
        (["11"], "11"),
        (["11", "19"], "11 y 19"),
        (["3", "10", "17"], "3, 10 y 17"),
        (["Salud", "Integración Social"], "Salud e Integración Social"),
        (["padres", "hijas"], "padres e hijas"),
        (["agua", "hielo"], "agua y hielo"),
        (("Hábitat", "Íntegra"), "Hábitat e Íntegra"),
    ],
)
def test_unir_enumera_como_se_habla(partes, unidas):
    assert unir(partes) == unidas


def test_abreviar_corta_lo_largo_y_deja_una_sola_linea():
    assert abreviar("uno\n dos") == "uno dos"
    assert abreviar("x" * 31) == "x" * 30 + "…"


def test_un_nulo_en_el_json_de_un_programa_llega_como_un_caracter_que_se_puede_guardar():
    assert leer_json(b'{"a": "x\\u0000y"}') == {"a": "x\ufffdy"}
    cruda = rb'["\ud800", "\ud83e\uddff", "\\ud800", "\\\u0000"]'
    assert leer_json(cruda) == ["\ufffd", "\U0001f9ff", "\\ud800", "\\\ufffd"]
    with pytest.raises(ValueError, match="Expecting"):
        leer_json(b"no es json")
    with pytest.raises(ValueError, match="decode"):
        leer_json(b'"\xed\xa0\x80"')
