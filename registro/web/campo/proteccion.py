"""Ruta de protección: quien es menor de 18 no se registra; se muestra a quién llamar."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from registro.asistencia import operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.campo.seccion import bp, exigir_actividad, lectura_en_mano


@bp.post("/<uuid:actividad>/menor")
def avisar_menor(actividad: UUID) -> Response:
    """Retira lo que se hubiera leído, deja un aviso sin datos y muestra la ruta."""
    exigir_actividad(actividad)
    operaciones.alertar_menor(actor_actual(), lectura_en_mano())
    return redirect(url_for("campo.menor", actividad=actividad))


@bp.get("/<uuid:actividad>/menor")
def menor(actividad: UUID) -> str:
    """Qué hacer ahora y a quién llamar."""
    return render_template(
        "campo/menor.html",
        actividad=exigir_actividad(actividad),
        url_volver=url_for("campo.leer", actividad=actividad),
    )
