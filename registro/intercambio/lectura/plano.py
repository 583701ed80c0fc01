"""Leer un CSV: con la codificación y el separador que traiga."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from registro.errores import ErrorDeRegistro
from registro.intercambio.lectura.formato import MARCAS_UTF16

SEPARADORES = ",;\t"


def filas(contenido: bytes) -> Iterator[tuple[int, list[str]]]:
    """Cada registro con la línea en que empieza (una celda puede ocupar varias líneas)."""
    texto = _decodificar(contenido).replace("\0", "")
    separador, saltar = _separador(texto)
    lector = csv.reader(io.StringIO(texto, newline=""), delimiter=separador, strict=True)
    linea = 1
    try:
        for celdas in lector:
            if linea > saltar:
                yield linea, celdas
            linea = lector.line_num + 1
    except csv.Error as error:
        raise ErrorDeRegistro(
            f"En la línea {linea} hay una comilla que se abre y no se cierra, o sobra algo después. "
            "Corríjala y vuelva a intentarlo. No se importó nada."
        ) from error


def _decodificar(contenido: bytes) -> str:
    if contenido.startswith(MARCAS_UTF16):
        return contenido.decode("utf-16", errors="replace")
    for codificacion in ("utf-8-sig", "cp1252"):
        try:
            return contenido.decode(codificacion)
        except UnicodeDecodeError:
            continue
    return contenido.decode("latin-1")


def _separador(texto: str) -> tuple[str, int]:
    """El separador que más divide el encabezado, y cuántas líneas saltar (Excel a veces escribe «sep=;»)."""
    escritas = ((n, linea) for n, linea in enumerate(texto.splitlines(), start=1) if linea.strip())
    numero, primera = next(escritas, (0, ""))
    if primera.lower().startswith("sep=") and primera[4:5] in SEPARADORES:
        return primera[4], numero
    return max(
        SEPARADORES, key=lambda separador: len(next(csv.reader([primera], delimiter=separador), []))
    ), 0
