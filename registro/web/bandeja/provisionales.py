"""Actividades que un equipo abrió sin señal: unirlas a la que ya existe o confirmarlas como nuevas."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import consultas
from registro.asistencia.operaciones import bandeja_de_tabletas
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.web.bandeja.seccion import bp


@bp.get("/provisionales")
def provisionales() -> str:
    """Las que esperan una decisión."""
    return _mostrar(None)


@bp.post("/provisionales/<uuid:actividad>/unir")
def unir_provisional(actividad: UUID) -> Response | tuple[str, int]:
    """Era una que ya existía."""
    destino = request.form.get("actividad", "")
    if not destino:
        return _mostrar(ErrorDeRegistro("Elija a cuál se une. No se cambió nada.", "actividad")), 400
    try:
        bandeja_de_tabletas.unir_provisional(actor_actual(), str(actividad), destino)
    except ErrorDeRegistro as error:
        if error.campo is None:
            raise
        return _mostrar(error), error.estado
    flash("Todo lo que se leyó en ella pasó a la otra; lo que llegue después también.", "exito")
    return redirect(url_for("bandeja.provisionales"))


@bp.post("/provisionales/<uuid:actividad>/confirmar")
def confirmar_provisional(actividad: UUID) -> Response:
    """Es nueva."""
    bandeja_de_tabletas.confirmar_provisional(actor_actual(), str(actividad))
    flash("Quedó como una actividad nueva. Complete sus datos si hace falta.", "exito")
    return redirect(url_for("bandeja.provisionales"))


def _mostrar(error: ErrorDeRegistro | None) -> str:
    return render_template(
        "bandeja/provisionales.html",
        fichas=consultas.provisionales(),
        actividades=consultas.actividades_para_elegir(),
        error=error,
    )
