"""Preguntas opcionales a quien recibe una tarjeta nueva, sobre su lectura: el campo no sabe de nadie."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from registro.asistencia import marcas
from registro.asistencia.reglas import Motivo
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, transaccion
from registro.personas import consentimientos, credenciales
from registro.personas.contestar import guardar_respuestas
from registro.personas.modelo import Credencial, Persona
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor


def autorizar_reportes(actor: Actor, lectura_id: UUID, medio: str = consentimientos.VERBAL) -> None:
    """Ella autorizó, de palabra o por escrito, que sus respuestas se usen en reportes.

    :raises ErrorDeRegistro: la lectura no es de una tarjeta nueva o ya no cuenta, o así no se autoriza.
    """
    consentimientos.exigir_modo(medio)
    with transaccion() as sesion:
        persona = _recien_llegada(sesion, actor, lectura_id)
        consentimientos.dar(sesion, persona.id, consentimientos.REPORTES, medio, ahora_utc())
        detalle = {"finalidad": consentimientos.REPORTES, "medio": medio}
        anotar(actor, "consentimiento.dar", f"lectura:{lectura_id}", detalle)


def responder(actor: Actor, lectura_id: UUID, respuestas: Mapping[str, str]) -> int:
    """Guarda las respuestas que quiso dar y dice cuántas fueron.

    :raises ErrorDeRegistro: no ha autorizado, o una respuesta no es de las que hay.
    """
    with transaccion() as sesion:
        persona = _recien_llegada(sesion, actor, lectura_id)
        if consentimientos.vigente(sesion, persona.id, consentimientos.REPORTES) is None:
            raise ErrorDeRegistro(
                "Sin su autorización no se guardan respuestas. Pídasela primero, o siga sin ellas: "
                "su asistencia ya cuenta."
            )
        cambian = guardar_respuestas(sesion, persona.id, respuestas, ahora_utc())
        anotar(actor, "persona.responder", f"lectura:{lectura_id}", {"preguntas": len(cambian)})
        return len(cambian)


def _recien_llegada(sesion: Session, actor: Actor, lectura_id: UUID) -> Persona:
    lectura = marcas.exigir_lectura(sesion, lectura_id)
    marcas.exigir_propia(lectura, actor)
    cuenta = marcas.asistencia_propia(sesion, lectura) is not None
    if not cuenta or lectura.motivo != Motivo.TARJETA_NUEVA.value or lectura.credencial_id is None:
        raise EnConflicto(
            "Las preguntas se hacen al entregar una tarjeta nueva, y esta no lo es. No se guardó nada."
        )
    credencial = sesion.get_one(Credencial, lectura.credencial_id)
    return credenciales.activar(sesion, credencial)
