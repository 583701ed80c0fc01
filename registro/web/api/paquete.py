"""Entregar el paquete a una tableta."""

from __future__ import annotations

from flask import Response, jsonify, request

from registro.asistencia import consultas
from registro.seguridad.dispositivos.consultas import NoEsDispositivo, esta_revocado
from registro.web.api.seccion import bp, dispositivo_actual


@bp.get("/paquete")
def paquete() -> Response:
    """El paquete de este momento, o 304 si el que tiene la tableta sigue igual."""
    if esta_revocado(dispositivo_actual().id):
        raise NoEsDispositivo(
            "revocado", "Esta tableta se revocó: entregue lo que le queda. No recibe actividades nuevas."
        )
    armado = consultas.paquete()
    respuesta = jsonify(armado.contenido)
    respuesta.set_etag(armado.marca)
    respuesta.headers["Cache-Control"] = "no-store"
    respuesta.make_conditional(request)
    return respuesta
