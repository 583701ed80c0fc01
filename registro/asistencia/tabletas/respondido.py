"""Lo que quiso responder quien recibió una tarjeta, con la autorización que dio en la calle."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Lectura
from registro.asistencia.tabletas.modelo import Apunte
from registro.errores import ErrorDeRegistro
from registro.personas import consentimientos, credenciales
from registro.personas.contestar import guardar_respuestas
from registro.personas.modelo import Credencial, Respuesta, TextoDeConsentimiento
from registro.personas.respuestas import leer_respuesta


def guardar_respondido(sesion: Session, lectura: Lectura, apunte: Apunte) -> bool:
    """Guarda autorización y respuestas en la persona de la tarjeta; dice si se pudo.

    Sin autorización no se guarda nada. Una respuesta nunca releva a otra dada después.
    """
    cruda = json.loads(apunte.contenido or "{}")
    credencial = sesion.get(Credencial, lectura.credencial_id) if lectura.credencial_id else None
    persona = credenciales.persona_de(sesion, credencial) if credencial else None
    autorizacion = cruda.get("autorizacion")
    if persona is None or lectura.leida_en is None or not autorizacion:
        return False
    texto = _texto(sesion, autorizacion.get("texto_version"))
    medio = autorizacion.get("medio")
    if texto is None or medio not in consentimientos.MODOS_DE_DARLA:
        return False
    consentimientos.dar_con_texto(sesion, persona.id, texto, medio, lectura.leida_en)
    posteriores = set(
        sesion.scalars(
            select(Respuesta.pregunta).where(
                Respuesta.persona_id == persona.id,
                Respuesta.reemplazada_en.is_(None),
                Respuesta.dada_en >= lectura.leida_en,
            )
        )
    )
    valores = {
        pregunta: valor
        for pregunta, valor in cruda["valores"].items()
        if pregunta not in posteriores and _vale(pregunta, valor)
    }
    guardar_respuestas(sesion, persona.id, valores, lectura.leida_en)
    sesion.flush()
    return True


def _vale(pregunta: str, valor: str) -> bool:
    """Una respuesta que no existe se deja de lado: las demás de esa persona sí se guardan."""
    try:
        leer_respuesta(pregunta, valor)
    except ErrorDeRegistro:
        return False
    return True


def _texto(sesion: Session, version: object) -> TextoDeConsentimiento | None:
    escrita = str(version)
    return sesion.scalar(
        select(TextoDeConsentimiento).where(
            TextoDeConsentimiento.finalidad == consentimientos.REPORTES,
            TextoDeConsentimiento.version == (int(escrita) if escrita.isdecimal() else -1),
        )
    )
