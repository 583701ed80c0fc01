"""Leer un archivo de filas: qué es por dentro, cuál es su encabezado y en qué línea está cada fila."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import MAXIMO_DE_COLUMNAS, Archivo, DemasiadoAncho, Fila, vacia
from registro.intercambio.lectura import excel, formato, plano
from registro.intercambio.lectura.encabezados import reconocer
from registro.numeros import escribir

if TYPE_CHECKING:
    from registro.intercambio.tipos.declaracion import TipoDeImportacion

MEGABYTES = 20
MAXIMO_DE_FILAS = 200_000  # de pocos kB comprimidos pueden salir gigas


def leer_ruta(ruta: Path, tipo: TipoDeImportacion) -> Archivo:
    """Lee el archivo de ``ruta``.

    :raises ErrorDeRegistro: no existe, no se puede leer, no es lo que dice ser o su encabezado no sirve.
    """
    try:
        with ruta.open("rb") as abierto:
            contenido = abierto.read(MEGABYTES * 1024 * 1024 + 1)
    except OSError as error:
        raise ErrorDeRegistro(
            f"No se pudo abrir «{ruta}»: revise el nombre y los permisos. No se importó nada."
        ) from error
    return leer(contenido, ruta.name, tipo)


def leer(contenido: bytes, nombre: str, tipo: TipoDeImportacion) -> Archivo:
    """Lee un CSV o un Excel ya en memoria; ``nombre`` se contrasta con lo que es por dentro."""
    if len(contenido) > MEGABYTES * 1024 * 1024:
        raise ErrorDeRegistro(
            f"El archivo pasa de {MEGABYTES} MB. Divídalo y súbalo por partes. No se importó nada."
        )
    es_excel = formato.reconocer(contenido, nombre) is formato.Formato.EXCEL
    crudas = excel.filas(contenido, tipo.clave) if es_excel else plano.filas(contenido)
    escritas = ((linea, celdas) for linea, celdas in crudas if not vacia(celdas))
    primera = next(escritas, None)
    if primera is None:
        raise ErrorDeRegistro(
            f"«{nombre}» está vacío: no tiene encabezado ni filas. "
            f"La primera línea debe decir: {tipo.titulos}."
        )
    encabezado, columnas, avisos = reconocer(_a_lo_ancho(*primera), tipo)
    filas = [
        Fila(linea, _a_lo_ancho(linea, celdas), columnas, len(encabezado))
        for linea, celdas in islice(escritas, MAXIMO_DE_FILAS + 1)
    ]
    if len(filas) > MAXIMO_DE_FILAS:
        raise ErrorDeRegistro(
            f"El archivo pasa de {escribir(MAXIMO_DE_FILAS)} filas. Divídalo e impórtelo por partes. "
            "No se importó nada."
        )
    if not filas:
        raise ErrorDeRegistro(f"«{nombre}» sólo tiene el encabezado: no hay filas que importar.")
    hojas = excel.cuantas_hojas(contenido) if es_excel else 1
    if hojas > 1:
        suya = excel.tiene_hoja(contenido, tipo.clave)
        cual = f"la que se llama «{tipo.clave}»" if suya else "la primera con datos y ninguna otra"
        avisos = (f"El libro tiene {hojas} hojas: se leyó {cual}.", *avisos)
    return Archivo(nombre, encabezado, filas, avisos)


def _a_lo_ancho(linea: int, celdas: Sequence[Any]) -> tuple[Any, ...]:
    """Las celdas hasta donde puede haber algo; Excel a veces las cuenta hasta la última columna posible.

    :raises DemasiadoAncho: hay algo escrito más allá.
    """
    if not vacia(celdas[MAXIMO_DE_COLUMNAS:]):
        raise DemasiadoAncho(linea)
    return tuple(celdas[:MAXIMO_DE_COLUMNAS])
