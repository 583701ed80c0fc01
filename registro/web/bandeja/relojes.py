"""Relojes: lo que leyó una tableta fuera de hora, y qué se hace con esa hora."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import consultas
from registro.asistencia.consultas import Grupo, Reloj
from registro.asistencia.operaciones import relojes as operaciones
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.seguridad.acceso import actor_actual
from registro.web.bandeja.seccion import bp
from registro.web.presentacion import plural


@bp.get("/relojes")
def relojes() -> str:
    """Las que esperan una decisión."""
    return _mostrar(None, None)


@bp.post("/relojes/<uuid:actividad>/<decision>")
def decidir_reloj(actividad: UUID, decision: str) -> Response | tuple[str, int]:
    """Aplica la decisión a todas las de esa tableta en esa actividad."""
    if decision not in _DECISIONES or request.form.get("reloj") not in set(Reloj):
        raise NoEncontrado("Esa decisión no existe. Vuelva a la bandeja.")
    grupo = Grupo(Reloj(request.form["reloj"]), actividad, request.form.get("de", ""))
    try:
        cuantas = _DECISIONES[decision](grupo)
    except ErrorDeRegistro as error:
        if error.campo is None:
            raise
        return _mostrar(grupo, error), error.estado
    flash(f"Decidido y anotado: {plural(cuantas, 'lectura', 'lecturas')}.", "exito")
    return redirect(url_for("bandeja.relojes"))


def _mostrar(grupo: Grupo | None, error: ErrorDeRegistro | None) -> str:
    return render_template(
        "bandeja/relojes.html",
        corregidas=consultas.relojes(Reloj.CORREGIDO),
        imposibles=consultas.relojes(Reloj.IMPOSIBLE),
        grupo=grupo,
        error=error,
    )


_DECISIONES: dict[str, Callable[[Grupo], int]] = {
    "buena": lambda grupo: operaciones.dar_por_buena(actor_actual(), grupo),
    "fecha": lambda grupo: operaciones.usar_la_fecha(actor_actual(), grupo),
    "contar": lambda grupo: operaciones.contar_imposibles(actor_actual(), grupo),
    "descartar": lambda grupo: operaciones.descartar_por_el_reloj(
        actor_actual(), grupo, request.form.get("motivo", "")
    ),
}
