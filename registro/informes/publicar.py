"""Un documento en cada formato en que se entrega."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from registro.errores import ErrorDeRegistro
from registro.escritores import en_docx, en_html, en_pdf, en_xlsx
from registro.escritores.documento import Documento
from registro.escritores.tipos import TIPOS
from registro.textos import abreviar


@dataclass(frozen=True, slots=True)
class Formato:
    """Cómo se llama, para qué sirve, qué tipo de archivo es y quién lo escribe."""

    nombre: str
    sirve_para: str
    tipo: str
    escribir: Callable[[Documento], bytes]


FORMATOS: dict[str, Formato] = {
    "docx": Formato("Word", "para editar y firmar", TIPOS["docx"], en_docx.escribir),
    "pdf": Formato("PDF", "para leer e imprimir", TIPOS["pdf"], en_pdf.escribir),
    "xlsx": Formato(*("Excel", "las tablas, una por hoja", TIPOS["xlsx"], en_xlsx.escribir_documento)),
    "html": Formato(
        "Página web", "para leer en pantalla", TIPOS["html"], lambda uno: en_html.escribir(uno).encode()
    ),
}


def escribir(documento: Documento, formato: str) -> bytes:
    """El documento en ese formato.

    :raises ErrorDeRegistro: no se entrega así.
    """
    revisar_formato(formato)
    return FORMATOS[formato].escribir(documento)


def revisar_formato(formato: str) -> None:
    """Niega uno que no hay.

    :raises ErrorDeRegistro: no se entrega así.
    """
    if formato not in FORMATOS:
        raise ErrorDeRegistro(
            f"No se entrega en «{abreviar(formato)}». Elija {', '.join(FORMATOS)}.", "formato"
        )
