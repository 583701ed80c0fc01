"""La cuenta propia: quién soy aquí y cambiar mi contraseña."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from registro.errores import ErrorDeRegistro
from registro.seguridad import acceso, operaciones
from registro.web.controles import Formulario, senalar

bp = Blueprint("cuenta", __name__, url_prefix="/cuenta")


class FormularioDeClave(Formulario):
    """Cambio de la contraseña propia."""

    actual = PasswordField(
        "Contraseña actual", [InputRequired("Escriba la contraseña actual."), Length(max=200)]
    )
    nueva = PasswordField(
        "Contraseña nueva",
        [InputRequired("Escriba la contraseña nueva."), Length(max=200)],
        description="Doce caracteres o más. Una frase que recuerde sirve.",
    )
    repetida = PasswordField(
        "Contraseña nueva, otra vez", [EqualTo("nueva", "Las dos contraseñas nuevas no son iguales.")]
    )


@bp.route("", methods=["GET", "POST"])
def inicio() -> Response | tuple[str, int]:
    """Nombre, roles y formulario para cambiar la contraseña."""
    usuaria = acceso.usuaria_actual()
    formulario = FormularioDeClave(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            nueva = operaciones.cambiar_clave_propia(
                acceso.actor_actual(), formulario.actual.data, formulario.nueva.data
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            acceso.abrir_sesion(nueva)
            flash("Su contraseña cambió. Las sesiones abiertas en otros equipos se cerraron.", "exito")
            return redirect(url_for("ingreso.inicio"))
    estado = 200 if request.method == "GET" else 400
    return render_template("cuenta/inicio.html", usuaria=usuaria, formulario=formulario), estado
