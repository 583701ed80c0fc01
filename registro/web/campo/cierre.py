"""Cerrar la actividad, con lo que se contó a la vista."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.actividades import operaciones as de_actividad
from registro.asistencia import consultas
from registro.seguridad.acceso import actor_actual
from registro.web.campo.seccion import bp, exigir_actividad
from registro.web.presentacion import plural


@bp.route("/<uuid:actividad>/cerrar", methods=["GET", "POST"])
def cerrar(actividad: UUID) -> str | Response:
    """Resumen y confirmación."""
    ficha = exigir_actividad(actividad)
    conteo = consultas.conteo(ficha.id)
    if request.method == "POST":
        de_actividad.cerrar(actor_actual(), ficha.uuid)
        flash(f"«{ficha.titulo}» quedó cerrada con {plural(conteo.total, 'persona', 'personas')}.", "exito")
        return redirect(url_for("campo.inicio"))
    return render_template(
        "campo/cerrar.html",
        actividad=ficha,
        conteo=conteo,
        prestaciones=consultas.prestaciones(ficha.id),
        url_volver=url_for("campo.leer", actividad=actividad),
    )
