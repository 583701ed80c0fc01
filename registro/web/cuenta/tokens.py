"""Los tokens con que una hoja de cálculo lee tablas a nombre propio."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.seguridad.tokens import consultas, operaciones
from registro.web.controles import Formulario, senalar
from registro.web.cuenta.seccion import bp


class FormularioDeToken(Formulario):
    """Para qué es."""

    nombre = StringField("Para qué es", description="Por ejemplo: «Hoja de seguimiento de la Dirección».")


@bp.route("/tokens", methods=["GET", "POST"])
def tokens() -> tuple[str, int]:
    """Los que tiene; crear uno lo muestra una sola vez."""
    formulario, nuevo, estado = FormularioDeToken(request.form), "", 200
    if request.method == "POST" and "nombre" in request.form:
        try:
            nuevo = operaciones.crear(actor_actual(), formulario.nombre.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            estado = 400
        else:
            formulario = FormularioDeToken()
    return render_template(
        "cuenta/tokens.html",
        formulario=formulario,
        nuevo=nuevo,
        tokens=consultas.propios(actor_actual()),
        ejemplo=url_for(
            "api.tabla", nombre="avance_por_sector", vigencia=2023, formato="csv", _external=True
        ),
    ), estado


@bp.post("/tokens/<int:token_id>/revocar")
def revocar_token(token_id: int) -> Response:
    """Deja de servir."""
    operaciones.revocar(actor_actual(), token_id)
    flash("El token se revocó: ya no lee nada.", "exito")
    return redirect(url_for(".tokens"))
