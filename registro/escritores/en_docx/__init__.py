"""La única puerta a python-docx: un documento de Word que se edita, se firma y se publica."""

from __future__ import annotations

from registro.escritores.documento import Documento


def escribir(documento: Documento) -> bytes:
    """El DOCX, con estilos, índices y rótulos de verdad."""
    from registro.escritores.en_docx.cuerpo import armar

    return armar(documento)
