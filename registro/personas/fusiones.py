"""Dos personas del registro que resultan ser la misma. Todo dentro de la transacción de quien llama.

La cadena queda siempre de un solo paso: ``coalesce(fusionada_en_id, id)`` es la persona que cuenta. Las
tarjetas siguen apuntando a la persona con que se leyeron, y así la fusión se puede explicar después.
"""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registro.errores import EnConflicto
from registro.extensiones import ahora_utc
from registro.personas import consentimientos
from registro.personas.modelo import Consentimiento, Persona, Respuesta


def fusionar(sesion: Session, queda: Persona, sobra: Persona, motivo: str) -> None:
    """``sobra`` pasa a ser ``queda``: sus respuestas y autorizaciones completan las que falten.

    :raises EnConflicto: ya eran la misma.
    """
    if queda.id == sobra.id:
        raise EnConflicto("Las dos tarjetas ya son de la misma persona. No se cambió nada.")
    sesion.execute(
        update(Persona).where(Persona.fusionada_en_id == sobra.id).values(fusionada_en_id=queda.id)
    )
    sobra.fusionada_en_id, sobra.motivo_de_fusion = queda.id, motivo
    _completar_respuestas(sesion, queda, sobra)
    _completar_autorizaciones(sesion, queda, sobra)
    autoriza = consentimientos.vigente(sesion, queda.id, consentimientos.CONTACTO) is not None
    queda.contacto = (queda.contacto or sobra.contacto) if autoriza else None
    sobra.contacto = None


def _completar_respuestas(sesion: Session, queda: Persona, sobra: Persona) -> None:
    vigentes = select(Respuesta).where(Respuesta.reemplazada_en.is_(None))
    tiene = {r.pregunta for r in sesion.scalars(vigentes.where(Respuesta.persona_id == queda.id))}
    for respuesta in sesion.scalars(vigentes.where(Respuesta.persona_id == sobra.id)).all():
        if respuesta.pregunta not in tiene:
            sesion.add(
                Respuesta(
                    persona_id=queda.id,
                    pregunta=respuesta.pregunta,
                    valor=respuesta.valor,
                    dada_en=respuesta.dada_en,
                )
            )


def _completar_autorizaciones(sesion: Session, queda: Persona, sobra: Persona) -> None:
    """Se hereda lo autorizado, salvo que ella lo haya revocado con cualquiera de las dos tarjetas."""
    for finalidad in consentimientos.FINALIDADES:
        dada = consentimientos.vigente(sesion, sobra.id, finalidad)
        if dada is None:
            if consentimientos.alguna_vez(sesion, sobra.id, finalidad):
                consentimientos.revocar(sesion, queda.id, finalidad, ahora_utc())
        elif not consentimientos.alguna_vez(sesion, queda.id, finalidad):
            sesion.add(
                Consentimiento(
                    persona_id=queda.id,
                    finalidad=finalidad,
                    texto_id=dada.texto_id,
                    medio=dada.medio,
                    dado_en=dada.dado_en,
                )
            )
