"""Qué es un archivo por dentro, diga lo que diga su nombre."""

from __future__ import annotations

import io
import zipfile
from enum import Enum
from pathlib import PurePath

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar


class Formato(Enum):
    """Lo que se sabe leer."""

    TEXTO = "un archivo de texto (CSV)"
    EXCEL = "un libro de Excel (.xlsx)"


EXTENSIONES = {".csv": Formato.TEXTO, ".tsv": Formato.TEXTO, ".txt": Formato.TEXTO, ".xlsx": Formato.EXCEL}
MAXIMO_DESCOMPRIMIDO = 200 * 1024 * 1024
# Primeros bytes → qué es, y qué hacer.
AJENOS: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0",
        "un Excel antiguo (.xls) o protegido con contraseña: ábralo y guárdelo como .xlsx, sin contraseña",
    ),
    (b"%PDF", "un PDF: pida el archivo de Excel o CSV del que salió"),
    (b"\x89PNG", "una imagen: hace falta el archivo de Excel o CSV"),
    (b"\xff\xd8\xff", "una imagen: hace falta el archivo de Excel o CSV"),
    (b"{\\rtf", "un documento de texto: hace falta el archivo de Excel o CSV"),
    (b"\x1f\x8b", "un archivo comprimido: descomprímalo y suba el de adentro"),
    (b"Rar!", "un archivo comprimido: descomprímalo y suba el de adentro"),
    (b"7z\xbc\xaf", "un archivo comprimido: descomprímalo y suba el de adentro"),
)
PAGINA = (b"<!doctype html", b"<html", b"<table", b"<?xml")
MARCAS_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def reconocer(contenido: bytes, nombre: str) -> Formato:
    """El formato, si es uno que se sabe leer y el nombre no dice otra cosa.

    :raises ErrorDeRegistro: está vacío, es otra cosa, o su nombre no corresponde.
    """
    esperado = EXTENSIONES.get(PurePath(nombre).suffix.lower())
    corto = abreviar(nombre, 60)
    real = _por_dentro(contenido, corto)
    if esperado is None:
        raise ErrorDeRegistro(
            f"«{corto}» no termina en .csv ni en .xlsx. Si es {real.value}, póngale esa "
            "terminación. No se importó nada."
        )
    if real is not esperado:
        raise ErrorDeRegistro(
            f"«{corto}» por su nombre sería {esperado.value}, pero por dentro es {real.value}. "
            "Corrija la terminación del nombre o guárdelo de nuevo. No se importó nada."
        )
    return real


def _por_dentro(contenido: bytes, nombre: str) -> Formato:
    if not contenido.strip():
        raise ErrorDeRegistro(f"«{nombre}» está vacío. No se importó nada.")
    for marca, explicacion in AJENOS:
        if contenido.startswith(marca):
            raise ErrorDeRegistro(f"«{nombre}» es {explicacion}. No se importó nada.")
    if contenido.startswith(b"PK"):
        return _comprimido(contenido, nombre)
    if contenido.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(PAGINA):
        raise ErrorDeRegistro(
            f"«{nombre}» es una página web guardada con otro nombre: ábrala en Excel y guárdela "
            "como .xlsx. No se importó nada."
        )
    if b"\0" in contenido and not contenido.startswith(MARCAS_UTF16):
        raise ErrorDeRegistro(
            f"«{nombre}» no es texto ni un libro de Excel: no se sabe leer. No se importó nada."
        )
    return Formato.TEXTO


def _comprimido(contenido: bytes, nombre: str) -> Formato:
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
            partes = {parte.filename: parte.file_size for parte in archivo.infolist()}
    except zipfile.BadZipFile as error:
        raise ErrorDeRegistro(
            f"«{nombre}» está incompleto o dañado: no se puede abrir. Cópielo o descárguelo otra vez. "
            "No se importó nada."
        ) from error
    if "content.xml" in partes:
        raise ErrorDeRegistro(
            f"«{nombre}» es de LibreOffice (.ods): guárdelo como .xlsx o CSV. No se importó nada."
        )
    if "xl/workbook.bin" in partes:
        raise ErrorDeRegistro(
            f"«{nombre}» es un Excel binario (.xlsb): guárdelo como .xlsx. No se importó nada."
        )
    if "xl/workbook.xml" not in partes:
        raise ErrorDeRegistro(
            f"«{nombre}» es un archivo comprimido que no es un libro de Excel: suba el de adentro. "
            "No se importó nada."
        )
    if sum(partes.values()) > MAXIMO_DESCOMPRIMIDO:
        raise ErrorDeRegistro(
            f"«{nombre}» es demasiado grande por dentro. Divídalo en partes. No se importó nada."
        )
    return Formato.EXCEL
