"""Qué archivos se pueden adjuntar: se miran por dentro, no por su nombre."""

import io
import re
import zipfile
from pathlib import PurePath

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar, limpiar

MEGABYTES = 5
MAXIMO = MEGABYTES * 1024 * 1024
LARGO_DE_NOMBRE = 160
TIPOS: dict[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FIRMAS = (("pdf", b"%PDF-"), ("png", b"\x89PNG\r\n\x1a\n"), ("jpg", b"\xff\xd8\xff"))
SINONIMOS = {"jpeg": "jpg", "txt": "csv"}
DE_OFICINA = (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml"))
CON_MACROS = ("vbaProject.bin",)
ADMITIDOS = "PDF, Word (.docx), Excel (.xlsx), CSV, PNG o JPG"


def nombre_seguro(nombre: str) -> str:
    """El nombre con que se descarga: sin carpetas ni signos que un sistema no acepte."""
    suelto = PurePath(nombre.replace("\\", "/")).name
    limpio = re.sub(r'[<>:"|?*\n]', "_", limpiar(suelto, 10_000, "archivo"))
    corto, extension = PurePath(limpio).stem, PurePath(limpio).suffix
    return f"{corto[: LARGO_DE_NOMBRE - len(extension)]}{extension}"[:LARGO_DE_NOMBRE] or "archivo"


def reconocer(nombre: str, contenido: bytes) -> str:
    """El formato de un archivo que se puede guardar.

    :raises ErrorDeRegistro: está vacío, es muy grande, no se admite o su nombre dice otra cosa.
    """
    corto = abreviar(nombre, 60)
    if not contenido:
        raise ErrorDeRegistro(f"«{corto}» está vacío. No se guardó.", "archivo")
    if len(contenido) > MAXIMO:
        raise ErrorDeRegistro(
            f"«{corto}» pasa de {MEGABYTES} MB. Redúzcalo o divídalo. No se guardó; lo demás sigue igual.",
            "archivo",
        )
    formato = _por_dentro(contenido)
    if formato is None:
        raise ErrorDeRegistro(
            f"«{corto}» no se puede adjuntar: se reciben {ADMITIDOS}. No se guardó.", "archivo"
        )
    extension = PurePath(nombre).suffix.lower().lstrip(".")
    if SINONIMOS.get(extension, extension) != formato:
        raise ErrorDeRegistro(
            f"«{corto}» por dentro es {formato.upper()} y su nombre dice otra cosa. "
            "Corrija la terminación del nombre. No se guardó.",
            "archivo",
        )
    return formato


def _por_dentro(contenido: bytes) -> str | None:
    for formato, firma in FIRMAS:
        if contenido.startswith(firma):
            return formato
    if contenido.startswith(b"PK"):
        return _de_oficina(contenido)
    return "csv" if _es_texto(contenido) else None


def _de_oficina(contenido: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(contenido)) as archivo:
            partes = archivo.namelist()
    except zipfile.BadZipFile:
        return None
    if any(parte.endswith(CON_MACROS) for parte in partes):
        return None
    return next((formato for formato, parte in DE_OFICINA if parte in partes), None)


def _es_texto(contenido: bytes) -> bool:
    try:
        texto = contenido.decode("utf-8-sig")
    except UnicodeDecodeError:
        texto = contenido.decode("cp1252", errors="replace")
    inicio = texto.lstrip()[:200].lower()
    return not inicio.startswith(("<", "{\\rtf")) and all(c >= " " or c in "\t\r\n\f" for c in texto)
