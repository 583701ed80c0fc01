"""Guardar solo lo que se va escribiendo en un formulario de la mesa, y olvidarlo si ya no se quiere."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from registro.actas import consultas, operaciones
from registro.actas.operaciones.borradores import CLAVE_DE_DESARROLLO, CLAVE_DE_PASADA
from registro.fechas import hora
from registro.seguridad.acceso import actor_actual
from registro.web.mesa.instancias import bp

SIN_GUARDAR = ("csrf_token",)


@bp.post("/sesion/<uuid:uuid>/desarrollo/borrador")
def borrador_de_desarrollo(uuid: UUID) -> Response:
    """Lo que va escrito del desarrollo de una sesión."""
    return _guardar(f"{CLAVE_DE_DESARROLLO}{uuid}")


@bp.post("/instancia/<int:instancia_id>/pasada/borrador")
def borrador_de_pasada(instancia_id: int) -> Response:
    """Lo que va escrito de una sesión pasada."""
    return _guardar(f"{CLAVE_DE_PASADA}{instancia_id}")


@bp.post("/sesion/<uuid:uuid>/desarrollo/descartar")
def descartar_desarrollo(uuid: UUID) -> Response:
    """Vuelve a lo guardado."""
    _descartar(f"{CLAVE_DE_DESARROLLO}{uuid}")
    return redirect(url_for("mesa.desarrollo", uuid=uuid, listo="si"))


@bp.post("/instancia/<int:instancia_id>/pasada/descartar")
def descartar_pasada(instancia_id: int) -> Response:
    """Empieza de nuevo."""
    _descartar(f"{CLAVE_DE_PASADA}{instancia_id}")
    semestre = request.args.get("semestre")
    return redirect(url_for("mesa.pasada", instancia_id=instancia_id, semestre=semestre, listo="si"))


def recuperar(clave: str) -> tuple[MultiDict[str, Any] | None, str]:
    """El formulario como iba, y a qué hora se guardó; nada si no hay borrador."""
    hallado = consultas.borrador(actor_actual(), clave)
    if hallado is None:
        return None, ""
    return MultiDict(json.loads(hallado.contenido)), hora(hallado.guardado_en)


def _guardar(clave: str) -> Response:
    escrito = {nombre: valores for nombre, valores in request.form.lists() if nombre not in SIN_GUARDAR}
    cuando = operaciones.guardar_borrador(actor_actual(), clave, json.dumps(escrito, ensure_ascii=False))
    return jsonify(guardado=hora(cuando))


def _descartar(clave: str) -> None:
    operaciones.descartar_borrador(actor_actual(), clave)
    flash("Se descartó el borrador. Esto es lo último que se guardó.", "exito")
