"""Entregar el turno a otra persona en el mismo equipo."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional

from registro.seguridad import acceso, operaciones
from registro.web.controles import Formulario
from registro.web.cuenta.seccion import bp


class FormularioDeTurno(Formulario):
    """Con qué entra quien recibe."""

    usuario = StringField("Usuario de quien recibe", [InputRequired("Escriba el usuario."), Length(max=60)])
    clave = PasswordField("Contraseña", [InputRequired("Escriba la contraseña."), Length(max=200)])
    codigo = StringField(
        "Código",
        [Optional(), Length(max=40)],
        description="Sólo si quien recibe entra con un código de su teléfono.",
    )


@bp.route("/turno", methods=["GET", "POST"])
def turno() -> Response | tuple[str, int]:
    """Quien recibe escribe lo suyo; si no coincide, sigue quien estaba."""
    formulario = FormularioDeTurno(request.form)
    if request.method == "POST" and formulario.validate():
        entrada = operaciones.autenticar(formulario.usuario.data, formulario.clave.data)
        if entrada.usuaria is not None and entrada.usuaria.con_codigo:
            entrada = operaciones.comprobar_codigo(entrada.usuaria.id, formulario.codigo.data or "")
        if entrada.usuaria is not None:
            acceso.cambiar_turno(entrada.usuaria)
            flash(f"El turno quedó a nombre de {entrada.usuaria.nombre}. Lo abierto sigue abierto.", "exito")
            return redirect(url_for("ingreso.inicio"))
        formulario.form_errors.append(entrada.motivo)
    estado = 200 if request.method == "GET" else 400
    return render_template("cuenta/turno.html", formulario=formulario), estado
