"""Las preguntas opcionales y sus valores, con los rótulos de siempre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.personas.respuestas import PREGUNTAS, SIN_INFORMACION, leer_respuesta

VALORES = [(pregunta.clave, valor) for pregunta in PREGUNTAS.values() for valor in pregunta.valores]


def test_los_rotulos_son_los_de_la_politica():
    assert PREGUNTAS["rango_edad"].valores == ("18-28", "29-59", "60+", "sin información")
    assert PREGUNTAS["genero"].ofrecidos == (
        *("mujer", "hombre", "mujer trans", "hombre trans", "no binario", "otro"),
    )
    assert len(PREGUNTAS) == 8
    assert all(pregunta.valores[-1] == SIN_INFORMACION for pregunta in PREGUNTAS.values())


@given(st.sampled_from(VALORES), st.sampled_from([str.upper, str.lower, str.title, lambda t: f"  {t} "]))
def test_se_acepta_con_otras_mayusculas_y_espacios(par, escribir):
    pregunta, valor = par
    assert leer_respuesta(pregunta, escribir(valor)) == valor


@pytest.mark.parametrize("escrito", ["18–28", "18 - 28", "18 a 28"])
def test_los_rangos_de_edad_admiten_otros_guiones(escrito):
    assert leer_respuesta("rango_edad", escrito) == "18-28"


def test_lo_que_no_es_una_respuesta_dice_cuales_hay():
    with pytest.raises(ErrorDeRegistro, match="18-28, 29-59, 60\\+ y sin información") as error:
        leer_respuesta("rango_edad", "15")
    assert error.value.campo == "rango_edad"
    with pytest.raises(ErrorDeRegistro, match="no es una pregunta") as error:
        leer_respuesta("religion", "sí", "columna 3")
    assert error.value.campo == "columna 3"
