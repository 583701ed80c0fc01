"""Las partes públicas que viajan en el paquete de las tabletas."""

from __future__ import annotations

from registro.extensiones import db
from registro.seguridad.sellado import llaves
from registro.seguridad.sellado.llaves import LlavePublica


def publica(uso: str, estado: str = llaves.VIGENTE) -> LlavePublica | None:
    """La parte pública de la llave de ese uso y estado, si la hay."""
    llave = llaves.de_estado(db.session(), uso, estado)
    return None if llave is None else LlavePublica(llave.id, llave.publica)
