"""Lo que quien mira lleva escrito sin guardar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registro.actas.modelo import Borrador
from registro.extensiones import db
from registro.seguridad.permisos import Actor


@dataclass(frozen=True, slots=True)
class FichaDeBorrador:
    """El formulario como iba, y a qué hora."""

    contenido: str
    guardado_en: datetime


def borrador(actor: Actor, clave: str) -> FichaDeBorrador | None:
    """El de ``actor``, si tiene uno."""
    orden = select(Borrador).where(Borrador.clave == clave, Borrador.usuaria_id == actor.usuaria_id)
    hallado = db.session.scalar(orden)
    return FichaDeBorrador(hallado.contenido, hallado.guardado_en) if hallado else None
