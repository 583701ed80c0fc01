"""Añadir y quitar llaves de acceso propias."""

from __future__ import annotations

from flask import Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Redireccion

from registro.seguridad import operaciones
from registro.seguridad.acceso import actor_actual, llaves, navegador
from registro.web.cuenta.seccion import bp


@bp.post("/llaves/opciones")
def opciones_de_llave() -> Response:
    """Lo que el navegador necesita para crear la llave."""
    opciones, reto = operaciones.opciones_de_llave(actor_actual(), llaves.exigir_sitio())
    llaves.guardar_reto(reto)
    return Response(opciones, mimetype="application/json")


@bp.post("/llaves")
def guardar_llave() -> Redireccion:
    """Guarda la llave que el equipo creó."""
    operaciones.guardar_llave(
        actor_actual(),
        llaves.exigir_sitio(),
        llaves.tomar_reto(),
        request.form.get("respuesta", ""),
        navegador(),
    )
    flash("La llave de acceso quedó guardada. La próxima vez puede entrar con ella.", "exito")
    return redirect(url_for("cuenta.inicio"))


@bp.post("/llaves/<int:llave>/quitar")
def quitar_llave(llave: int) -> Redireccion:
    """Quita una llave propia."""
    operaciones.quitar_llave(actor_actual(), llave)
    flash("La llave ya no sirve para entrar.", "exito")
    return redirect(url_for("cuenta.inicio"))
