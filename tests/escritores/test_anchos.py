"""Las columnas se reparten el ancho de la página según lo que dicen."""

from hypothesis import given
from hypothesis import strategies as st

from registro.escritores.anchos import repartir
from registro.escritores.senales import SENALES
from registro.tabla import Celda, Columna, TipoColumna
from tests.escritores.tablas import crear_tabla

TEXTOS = st.text("abc ●", min_size=1, max_size=90)


@given(st.lists(TEXTOS, min_size=1, max_size=9), st.sampled_from([20.0, 90.0, 130.0]))
def test_ninguna_columna_se_queda_sin_ancho_ni_la_tabla_se_sale(textos, letras):
    columnas = tuple(Columna(texto) for texto in textos)
    tabla = crear_tabla(columnas=columnas, filas=(tuple(map(Celda, textos)),), totales=None)
    partes = repartir(tabla, letras)
    assert all(parte > 0 for parte in partes)
    assert 0.59 < sum(partes) <= 1.0001


def test_una_cifra_no_se_parte_y_un_texto_largo_se_lleva_lo_que_sobra():
    columnas = Columna("Producto"), Columna("Meta", TipoColumna.ENTERO), Columna("Color")
    filas = ((Celda("una frase larga " * 9), Celda(1_300_231), Celda("Verde")),)
    partes = repartir(crear_tabla(columnas=columnas, filas=filas, totales=None), 60)
    assert partes[0] > 0.6
    assert partes[1] * 60 >= len("1.300.231")
    assert partes[2] * 60 >= len("● Verde")


def test_los_anchos_decididos_mandan():
    tabla = crear_tabla(columnas=(Columna("a"), Columna("b")), filas=(), totales=None)
    assert repartir(tabla, 90, (1, 3)) == (0.25, 0.75)


def test_cada_senal_tiene_su_tinta():
    assert {len(senal.tinta) for senal in SENALES.values()} == {6}
