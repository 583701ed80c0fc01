"""Lo que se hace con una visita de hoy antes de anotar su atención."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia.operaciones import atenciones as operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.casa.seccion import bp


@bp.post("/visita/<int:asistencia_id>/quitar")
def quitar(asistencia_id: int) -> Response:
    """Quita una visita sin atenciones, leída por error."""
    operaciones.quitar_visita(actor_actual(), asistencia_id)
    flash("La lectura se quitó. Ya no cuenta.", "exito")
    return redirect(url_for("casa.inicio"))


@bp.post("/visita/<int:asistencia_id>/autoriza")
def autorizar(asistencia_id: int) -> Response:
    """Ella autorizó que se guarde lo que recibe junto a su tarjeta."""
    operaciones.autorizar(actor_actual(), asistencia_id, request.form.get("medio") or "verbal")
    flash("Su autorización quedó guardada.", "exito")
    return redirect(url_for("casa.atencion", visita=asistencia_id))


@bp.post("/visita/<int:asistencia_id>/no-autoriza")
def no_autorizar(asistencia_id: int) -> Response:
    """Dijo que no: se le atiende igual, y lo que reciba no queda junto a su tarjeta."""
    operaciones.quitar_visita(actor_actual(), asistencia_id)
    flash("La lectura de su tarjeta se quitó: la atención cuenta sin identificar.", "exito")
    return redirect(url_for("casa.atencion"))
