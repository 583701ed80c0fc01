"""Guardar respuestas opcionales dentro de la transacción de quien llama."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.personas.modelo import Respuesta
from registro.personas.respuestas import leer_respuesta


def guardar_respuestas(
    sesion: Session, persona_id: int, respuestas: Mapping[str, str], cuando: datetime
) -> list[str]:
    """Guarda las que cambian y releva las anteriores; dice qué preguntas cambiaron.

    :raises ErrorDeRegistro: una pregunta o un valor que no existen.
    """
    leidas = {
        pregunta: leer_respuesta(pregunta, valor) for pregunta, valor in respuestas.items() if valor.strip()
    }
    orden = select(Respuesta).where(
        Respuesta.persona_id == persona_id,
        Respuesta.pregunta.in_(leidas),
        Respuesta.reemplazada_en.is_(None),
    )
    anteriores = {respuesta.pregunta: respuesta for respuesta in sesion.scalars(orden)}
    cambian = [
        pregunta
        for pregunta, valor in leidas.items()
        if pregunta not in anteriores or anteriores[pregunta].valor != valor
    ]
    for pregunta in cambian:
        if pregunta in anteriores:
            anteriores[pregunta].reemplazada_en = cuando
        sesion.add(
            Respuesta(persona_id=persona_id, pregunta=pregunta, valor=leidas[pregunta], dada_en=cuando)
        )
    return cambian
