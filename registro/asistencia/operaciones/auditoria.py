"""Responder a quien audita: quién ha tenido delante un código. Preguntarlo también queda anotado."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from registro.asistencia import quien_ha_visto
from registro.asistencia.quien_ha_visto import Vista
from registro.extensiones import transaccion
from registro.personas import credenciales
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir


def quien_vio(actor: Actor, codigo: str, otros: Callable[[Session, int], list[str]]) -> list[Vista]:
    """Quién y cuándo, lo más reciente primero; nunca dónde ni con quién.

    ``otros`` dice, de una persona, qué más suyo nombra la bitácora: sus solicitudes de datos.

    :raises ErrorDeRegistro: no es un código de tarjeta, o ninguna lo tiene.
    """
    exigir(actor, "bitacora.ver")
    with transaccion() as sesion:
        credencial = credenciales.exigir(sesion, codigo)
        persona_id = credencial.persona_id
        suyos = [] if persona_id is None else otros(sesion, persona_id)
        vistas = quien_ha_visto.de(sesion, credencial, suyos)
        anotar(actor, "auditoria.codigo", f"credencial:{credencial.id}", {"hallados": len(vistas)})
        return vistas
