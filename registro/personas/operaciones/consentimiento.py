"""Autorizaciones y respuestas opcionales."""

from __future__ import annotations

from collections.abc import Mapping

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc, transaccion
from registro.personas import consentimientos, credenciales
from registro.personas.contestar import guardar_respuestas
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor


def sembrar(actor: Actor) -> bool:
    """Pone los textos de autorización que falten; dice si hizo falta."""
    with transaccion() as sesion:
        puestos = consentimientos.sembrar_textos(sesion)
        if puestos:
            anotar(actor, "consentimientos.sembrar", "consentimientos", {"textos": puestos})
        return puestos > 0


def autorizar(actor: Actor, persona_id: int, finalidad: str, medio: str) -> None:
    """Anota una autorización dada ahora.

    :raises ErrorDeRegistro: la finalidad o el modo no existen.
    """
    with transaccion() as sesion:
        persona = credenciales.persona_vigente(sesion, persona_id)
        consentimientos.dar(sesion, persona.id, finalidad, medio, ahora_utc())
        anotar(actor, "consentimiento.dar", f"persona:{persona.id}", {"finalidad": finalidad, "medio": medio})


def revocar_autorizacion(actor: Actor, persona_id: int, finalidad: str) -> bool:
    """Revoca una autorización; desde ahora sus respuestas no salen en ninguna tabla. Dice si la tenía."""
    with transaccion() as sesion:
        persona = credenciales.persona_vigente(sesion, persona_id)
        tenia = consentimientos.revocar(sesion, persona.id, finalidad, ahora_utc())
        anotar(
            actor, "consentimiento.revocar", f"persona:{persona.id}", {"finalidad": finalidad, "tenia": tenia}
        )
        return tenia


def responder(actor: Actor, persona_id: int, respuestas: Mapping[str, str]) -> None:
    """Guarda respuestas opcionales; sin la autorización de reportes no se guarda ninguna.

    :raises ErrorDeRegistro: no ha autorizado, o una respuesta no es de las que hay.
    """
    with transaccion() as sesion:
        persona = credenciales.persona_vigente(sesion, persona_id)
        if consentimientos.vigente(sesion, persona.id, consentimientos.REPORTES) is None:
            raise ErrorDeRegistro(
                "Sin su autorización no se guardan respuestas. Pídasela primero, o siga sin ellas: "
                "su asistencia ya cuenta."
            )
        cambian = guardar_respuestas(sesion, persona.id, respuestas, ahora_utc())
        anotar(actor, "persona.responder", f"persona:{persona.id}", {"preguntas": len(cambian)})
