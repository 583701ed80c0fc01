"""Una tabla mal armada no llega a escribirse."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from registro.tabla import Celda, Columna, Tabla, TipoColumna


def crear_tabla(columnas, filas, totales=None):
    return Tabla(
        nombre="prueba",
        titulo="Prueba",
        columnas=tuple(columnas),
        filas=tuple(tuple(Celda(valor) for valor in fila) for fila in filas),
        totales=totales,
        fuente="registros",
        corte=date(2023, 12, 31),
    )


def test_una_tabla_junta_filas_y_totales():
    sin_totales = crear_tabla([Columna("Sector")], [["Salud"]])
    con_totales = crear_tabla([Columna("Sector")], [["Salud"]], (Celda("Total"),))
    assert sin_totales.todas == ((Celda("Salud"),),)
    assert con_totales.todas == ((Celda("Salud"),), (Celda("Total"),))


def test_los_grupos_dicen_cuantas_columnas_cubren():
    columnas = [Columna("Sector"), *(Columna(dia, grupo="Marzo") for dia in ("11", "19")), Columna("Total")]
    assert crear_tabla(columnas, []).grupos == ((None, 1), ("Marzo", 2), (None, 1))
    assert crear_tabla([Columna("Sector")], []).grupos == ()


@pytest.mark.parametrize("fila", [[], ["a", "b"]])
def test_una_fila_de_otro_ancho_no_cabe(fila):
    with pytest.raises(ValueError, match="tiene 1 columnas y una fila de"):
        crear_tabla([Columna("Sector")], [fila])


def test_unos_totales_de_otro_ancho_no_caben():
    with pytest.raises(ValueError, match="una fila de 2"):
        crear_tabla([Columna("Sector")], [], (Celda("Total"), Celda("")))


def test_una_tabla_sin_columnas_no_es_una_tabla():
    with pytest.raises(ValueError, match="no tiene columnas"):
        crear_tabla([], [])


@pytest.mark.parametrize(
    "tipo, valor",
    [
        (TipoColumna.ENTERO, None),
        (TipoColumna.ENTERO, 1.5),
        (TipoColumna.ENTERO, True),
        (TipoColumna.ENTERO, Decimal("1.5")),
        (TipoColumna.DECIMAL, 1.5),
        (TipoColumna.TEXTO, 3),
        (TipoColumna.FECHA, datetime(2023, 3, 13, tzinfo=UTC)),
    ],
)
def test_un_valor_de_otro_tipo_no_cabe_en_la_columna(tipo, valor):
    with pytest.raises(ValueError, match="recibió"):
        crear_tabla([Columna("Cifra", tipo)], [[valor]])


@pytest.mark.parametrize("tipo", TipoColumna)
def test_cualquier_columna_admite_un_texto_como_sin_dato(tipo):
    assert crear_tabla([Columna("Cifra", tipo)], [["sin dato"]]).filas == ((Celda("sin dato"),),)


def test_las_columnas_de_numeros_se_reconocen():
    numericas = {tipo for tipo in TipoColumna if tipo.es_numero}
    assert numericas == {TipoColumna.ENTERO, TipoColumna.DECIMAL, TipoColumna.PORCENTAJE}
