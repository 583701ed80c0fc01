"""Leer un libro de Excel: la primera hoja que tenga algo, con sus fechas, números y resultados."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import DemasiadoAncho, vacia
from registro.textos import unir

COMBINADA = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=\"([A-Z0-9:]+)\"")
# De la columna AAA en adelante: Excel cuenta hasta la última posible cuando alguien le dio formato.
LEJANA = re.compile(rb" r=\"[A-Z]{3}\d")
LEJANA_ESCRITA = re.compile(rb"<(?:\w+:)?c\b[^>]*? r=\"[A-Z]{3}(\d+)\"[^>]*>(?=<(?:\w+:)?(?:v|is|f)\b)")
HASTA_LA_ZZ = 702
FIN_DE_FILA, FIN_DE_FILAS = b"</row>", b"</sheetData>"
MAXIMO_POR_FILA = 4 << 20
HOJA = re.compile(rb"<(?:\w+:)?sheet ")
MUESTRA_DE_COMBINADAS = 5
TROZO = 1 << 20
SOLAPE = 100
DANOS = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
)


def filas(contenido: bytes, preferida: str = "") -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Cada fila con el número que le da Excel: de la hoja ``preferida`` si está, o de la primera con datos.

    :raises ErrorDeRegistro: el libro está dañado, todas sus hojas están vacías o hay celdas combinadas.
    """
    try:
        yield from _de_una_hoja(contenido, preferida)
    except DANOS as error:
        raise ErrorDeRegistro(
            "El libro de Excel está dañado y no se pudo leer. Ábralo en Excel, guárdelo de nuevo y vuelva a "
            "intentarlo. No se importó nada."
        ) from error


def cuantas_hojas(contenido: bytes) -> int:
    """Cuántas hojas tiene el libro: sólo se lee una y conviene decirlo."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
        return len(HOJA.findall(archivo.read("xl/workbook.xml")))


def tiene_hoja(contenido: bytes, nombre: str) -> bool:
    """Si el libro tiene una hoja con ese nombre."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
        return f'name="{nombre}"'.encode() in archivo.read("xl/workbook.xml").lower()


def con_filas(contenido: bytes) -> set[str]:
    """Los nombres de las hojas que tienen algo debajo del encabezado.

    :raises ErrorDeRegistro: el libro está dañado.
    """
    from openpyxl import load_workbook

    try:
        libro = load_workbook(io.BytesIO(contenido), read_only=True, data_only=True)
    except DANOS as error:
        raise ErrorDeRegistro("No es un libro de Excel, o está dañado. No se importó nada.") from error
    try:
        return {
            hoja.title
            for hoja in libro.worksheets
            if any(not vacia(celdas) for celdas in islice(hoja.iter_rows(values_only=True), 1, None))
        }
    finally:
        libro.close()


def _de_una_hoja(contenido: bytes, preferida: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # adornos del libro que openpyxl no conserva
        libro = load_workbook(io.BytesIO(contenido), read_only=True, data_only=True)
    try:
        for hoja in sorted(libro.worksheets, key=lambda una: una.title.casefold() != preferida):
            hoja.reset_dimensions()
            # openpyxl no dice, al leer por partes, qué celdas están combinadas: se buscan en su archivo.
            tope = _revisar(contenido, hoja._worksheet_path, hoja.title)  # noqa: SLF001 - no hay otra forma de saber cuál es
            if all(vacia(celdas) for celdas in hoja.iter_rows(values_only=True, max_col=tope)):
                continue
            yield from enumerate(hoja.iter_rows(values_only=True, max_col=tope), start=1)
            return
    finally:
        libro.close()
    nombres = unir([f"«{hoja.title}»" for hoja in libro.worksheets])
    raise ErrorDeRegistro(f"El libro no tiene datos: sus hojas están vacías ({nombres}). No se importó nada.")


def _revisar(contenido: bytes, ruta: str, titulo: str) -> int | None:
    """Mira la hoja como está escrita, antes de leerla: hasta qué columna hace falta, si no es la última.

    :raises ErrorDeRegistro: hay celdas combinadas, algo escrito muy lejos, o una fila que no cabe en memoria.
    """
    combinadas: list[str] = []
    anterior, de_la_fila, lejana, siguen = b"", 0, False, True
    with zipfile.ZipFile(io.BytesIO(contenido)) as archivo, archivo.open(ruta.lstrip("/")) as hoja:
        while trozo := hoja.read(TROZO):
            junto = anterior + trozo
            nuevas = [rango.decode("ascii") for rango in COMBINADA.findall(junto)]
            combinadas += [rango for rango in nuevas if rango not in combinadas]
            if LEJANA.search(junto):
                lejana = True
                if escrita := LEJANA_ESCRITA.search(junto):
                    raise DemasiadoAncho(int(escrita[1]))
            corte = junto.rfind(FIN_DE_FILA)
            de_la_fila = de_la_fila + len(trozo) if corte < 0 else len(junto) - corte
            siguen = siguen and FIN_DE_FILAS not in junto
            if siguen and de_la_fila > MAXIMO_POR_FILA:
                raise ErrorDeRegistro(
                    f"La hoja «{titulo}» tiene una fila demasiado larga. Divídala. No se importó nada."
                )
            anterior = trozo[-SOLAPE:]
    _exigir_sueltas(combinadas, titulo)
    return HASTA_LA_ZZ if lejana else None


def _exigir_sueltas(combinadas: list[str], titulo: str) -> None:
    if combinadas:
        muestra = combinadas[:MUESTRA_DE_COMBINADAS]
        mas = f" y {len(combinadas) - len(muestra)} más" if len(combinadas) > len(muestra) else ""
        raise ErrorDeRegistro(
            f"La hoja «{titulo}» tiene celdas combinadas ({', '.join(muestra)}{mas}): Excel guarda el valor "
            "sólo en la primera y las demás quedarían sin dato. Sepárelas, repita el valor en cada fila y "
            "vuelva a intentarlo. No se importó nada."
        )
