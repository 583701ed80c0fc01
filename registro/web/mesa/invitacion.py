"""La invitación a una sesión: a quiénes, el texto para copiar, el correo sin enviar y la cita."""

from __future__ import annotations

from uuid import UUID

from flask import make_response, render_template
from werkzeug.wrappers import Response

from registro.actas import invitacion as piezas
from registro.actas import operaciones
from registro.asistencia import consultas_institucionales as consultas
from registro.errores import NoEncontrado
from registro.fechas import ahora
from registro.seguridad.acceso import actor_actual
from registro.web.mesa.instancias import bp

FORMATOS = {"eml": (piezas.correo, "message/rfc822"), "ics": (piezas.cita, "text/calendar; charset=utf-8")}


@bp.get("/sesion/<uuid:uuid>/invitacion")
def invitacion(uuid: UUID) -> str:
    """El texto, los archivos y a quién le falta correo."""
    armada = operaciones.invitar(actor_actual(), str(uuid))
    return render_template(
        "mesa/invitacion.html",
        sesion=consultas.sesion(str(uuid)),
        invitacion=armada,
        texto=piezas.texto(armada),
        faltantes=piezas.faltantes(armada),
        sin_correo=[una for una in armada.destinatarias if not una.correo],
    )


@bp.get("/sesion/<uuid:uuid>/invitacion.<formato>")
def descargar_invitacion(uuid: UUID, formato: str) -> Response:
    """El correo (.eml) o la cita (.ics)."""
    if formato not in FORMATOS:
        raise NoEncontrado("La invitación se descarga como correo (.eml) o como cita (.ics).")
    armada = operaciones.invitar(actor_actual(), str(uuid), formato)
    escribir, tipo = FORMATOS[formato]
    respuesta = make_response(escribir(armada, ahora()))
    respuesta.headers["Content-Type"] = tipo
    nombre = f"{armada.sigla}-{armada.dia.isoformat()}.{formato}"
    respuesta.headers.set("Content-Disposition", "attachment", filename=nombre)
    return respuesta
