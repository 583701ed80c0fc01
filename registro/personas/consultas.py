"""Lecturas sobre tarjetas y autorizaciones; devuelven fichas congeladas y nunca un código."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from registro.extensiones import db
from registro.personas import consentimientos, credenciales
from registro.personas.consentimientos import FINALIDADES, LARGO_DE_CONTACTO, MODOS_DE_DARLA
from registro.personas.modelo import Credencial, LoteDeTarjetas

__all__ = [
    "FINALIDADES",
    "LARGO_DE_CONTACTO",
    "MODOS_DE_DARLA",
    "FichaDeLote",
    "FichaDeTexto",
    "lotes",
    "texto_de_autorizacion",
]


@dataclass(frozen=True, slots=True)
class FichaDeLote:
    """Un lote de tarjetas y cuántas siguen en blanco."""

    id: int
    nombre: str
    cantidad: int
    en_blanco: int
    creado_en: datetime
    creado_por: str


@dataclass(frozen=True, slots=True)
class FichaDeTexto:
    """El texto vigente con que se pide una autorización."""

    finalidad: str
    version: int
    texto: str


def lotes() -> list[FichaDeLote]:
    """Los lotes de tarjetas, el más reciente primero."""
    en_blanco = func.sum(case((Credencial.estado == credenciales.EN_BLANCO, 1), else_=0))
    orden = (
        select(LoteDeTarjetas, func.coalesce(en_blanco, 0))
        .outerjoin(Credencial, Credencial.lote_id == LoteDeTarjetas.id)
        .group_by(LoteDeTarjetas.id)
        .order_by(LoteDeTarjetas.creado_en.desc(), LoteDeTarjetas.id.desc())
    )
    return [
        FichaDeLote(lote.id, lote.nombre, lote.cantidad, int(quedan), lote.creado_en, lote.creado_por)
        for lote, quedan in db.session.execute(orden)
    ]


def texto_de_autorizacion(finalidad: str) -> FichaDeTexto:
    """El texto que se lee antes de pedir esa autorización.

    :raises ErrorDeRegistro: la finalidad no existe.
    """
    texto = consentimientos.texto_vigente(db.session(), finalidad)
    return FichaDeTexto(texto.finalidad, texto.version, texto.texto)
