"""Leer un archivo de filas: qué es por dentro, cuál es su encabezado y en qué línea está cada fila."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import Archivo, Fila, vacia
from registro.intercambio.lectura import excel, formato, plano
from registro.intercambio.lectura.encabezados import reconocer

if TYPE_CHECKING:
    from registro.intercambio.tipos.declaracion import TipoDeImportacion

MEGABYTES = 20


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
    encabezado, columnas, avisos = reconocer(primera[1], tipo)
    filas = [Fila(linea, tuple(celdas), columnas, len(encabezado)) for linea, celdas in escritas]
    if not filas:
        raise ErrorDeRegistro(f"«{nombre}» sólo tiene el encabezado: no hay filas que importar.")
    hojas = excel.cuantas_hojas(contenido) if es_excel else 1
    if hojas > 1:
        suya = excel.tiene_hoja(contenido, tipo.clave)
        cual = f"la que se llama «{tipo.clave}»" if suya else "la primera con datos"
        avisos = (f"El libro tiene {hojas} hojas: se leyó {cual} y ninguna otra.", *avisos)
    return Archivo(nombre, encabezado, filas, avisos)
