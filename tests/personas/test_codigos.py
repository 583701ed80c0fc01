"""El código de una tarjeta se reconoce, se corrige al escribirlo y se rechaza con una frase."""

import random
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.personas import reglas
from registro.personas.reglas import DELEGADA, TARJETA, CodigoIlegible, Motivo, generar_codigo, leer_codigo

ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
prefijos = st.sampled_from([TARJETA, DELEGADA])


@st.composite
def codigos(draw, prefijo=TARJETA):
    bits = draw(st.integers(min_value=0, max_value=2**75 - 1))
    return generar_codigo(lambda _: bits, prefijo)


def motivo(texto, prefijo=TARJETA):
    with pytest.raises(CodigoIlegible) as error:
        leer_codigo(texto, prefijo)
    return error.value.motivo


@given(codigos())
def test_un_codigo_nuevo_se_lee_igual(codigo):
    assert leer_codigo(codigo) == codigo
    assert [len(grupo) for grupo in codigo.split("-")] == [2, 5, 5, 5, 2]
    assert set(codigo) <= {*ALFABETO, "-"}


@given(codigos(DELEGADA))
def test_un_codigo_de_delegada_usa_la_misma_mecanica(codigo):
    assert codigo.startswith("D1-")
    assert leer_codigo(codigo, DELEGADA) == codigo


def test_los_75_bits_quedan_en_el_codigo():
    pedidos = []
    generar_codigo(lambda bits: pedidos.append(bits) or 0)
    azares = {generar_codigo(lambda _, lugar=lugar: 1 << lugar)[3:20] for lugar in range(75)}
    assert pedidos == [75]
    assert len(azares) == 75


def test_la_misma_semilla_da_los_mismos_codigos():
    uno, otro = random.Random(7), random.Random(7)
    assert [generar_codigo(uno.getrandbits) for _ in range(5)] == [
        generar_codigo(otro.getrandbits) for _ in range(5)
    ]


@given(codigos(), st.sampled_from(["", " ", "–", "'", "\u00a0", "/"]))
def test_se_acepta_como_lo_escribe_una_persona(codigo, separador):
    escrito = codigo.lower().replace("-", separador).replace("0", "o").replace("1", "l")
    assert leer_codigo(f"  {escrito}\r\n") == codigo
    assert leer_codigo(codigo.replace("0", "O").replace("1", "I")) == codigo


@given(codigos(), st.data())
def test_cambiar_un_caracter_siempre_se_nota(codigo, data):
    lugar = data.draw(st.sampled_from([i for i, letra in enumerate(codigo) if letra != "-"]))
    otra = data.draw(st.sampled_from(ALFABETO.replace(codigo[lugar], "")))
    with pytest.raises(CodigoIlegible):
        leer_codigo(codigo[:lugar] + otra + codigo[lugar + 1 :])


@given(codigos(), st.integers(min_value=0, max_value=17))
def test_intercambiar_dos_vecinos_siempre_se_nota(codigo, lugar):
    junto = codigo.replace("-", "")
    uno, otro = junto[lugar : lugar + 2]
    assume(uno != otro)
    with pytest.raises(CodigoIlegible):
        leer_codigo(junto[:lugar] + otro + uno + junto[lugar + 2 :])


def test_ningun_cambio_de_uno_o_dos_caracteres_pasa_inadvertido():
    """El código es lineal: basta que los cambios de un carácter dejen señas no nulas y todas distintas."""
    senias = {
        reglas._sindrome("0" * lugar + letra + "0" * (18 - lugar))
        for lugar, letra in product(range(19), ALFABETO[1:])
    }
    assert len(senias) == 19 * 31
    assert (0, 0) not in senias


@given(codigos(), st.integers(min_value=1, max_value=18))
def test_un_codigo_cortado_dice_cuanto_llego(codigo, cuantos):
    with pytest.raises(CodigoIlegible, match=f"llegaron {cuantos} de sus 19") as error:
        leer_codigo(codigo.replace("-", "")[:cuantos])
    assert error.value.motivo is Motivo.TRUNCADO


@pytest.mark.parametrize("texto", ["", "   ", "--"])
def test_una_lectura_vacia_pide_leer_otra_vez(texto):
    assert motivo(texto) is Motivo.TRUNCADO


@pytest.mark.parametrize("texto", ["https://example.com/R1", "79.123.456", "WIFI:S:casa;;", "ñ" * 19, "🙂"])
def test_lo_de_otro_sistema_se_dice(texto):
    assert motivo(texto) is Motivo.AJENO


@given(codigos(), codigos(DELEGADA))
def test_una_tarjeta_no_sirve_donde_va_una_delegada(tarjeta, delegada):
    with pytest.raises(CodigoIlegible, match="es de una delegada o un delegado y aquí se lee"):
        leer_codigo(delegada)
    with pytest.raises(CodigoIlegible, match="es de una tarjeta y aquí se lee"):
        leer_codigo(tarjeta, DELEGADA)


@given(codigos())
def test_dos_lecturas_seguidas_se_reconocen(codigo):
    with pytest.raises(CodigoIlegible, match="Si se leyeron dos seguidos") as error:
        leer_codigo(codigo * 2, campo="codigo")
    assert (error.value.motivo, error.value.campo) == (Motivo.AJENO, "codigo")


@pytest.mark.parametrize("letra", ["U", "Ñ", "*", "\x00", "ß"])
def test_una_letra_que_las_tarjetas_no_usan_no_pasa_los_controles(letra):
    codigo = generar_codigo(random.Random(1).getrandbits).replace("-", "")
    assert motivo(codigo[:8] + letra + codigo[9:]) is Motivo.CONTROL


@given(st.text() | st.from_regex(r"[rRdD][1lI][0-9A-Za-z -]{0,24}", fullmatch=True), prefijos)
def test_ningun_texto_produce_otra_cosa_que_una_frase(texto, prefijo):
    try:
        resultado = leer_codigo(texto, prefijo)
    except ErrorDeRegistro as error:
        resultado = error.mensaje
    assert resultado.startswith(f"{prefijo}-") or resultado.endswith(".")


def test_el_mensaje_nunca_repite_lo_leido():
    with pytest.raises(CodigoIlegible) as error:
        leer_codigo("cédula 52123456 María")
    assert "52123456" not in error.value.mensaje
