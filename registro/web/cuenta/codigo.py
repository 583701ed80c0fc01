"""Inscribir la aplicación de códigos y guardar los de recuperación."""

from __future__ import annotations

from flask import render_template, request
from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from registro import qr
from registro.errores import ErrorDeRegistro
from registro.seguridad import operaciones
from registro.seguridad.acceso import actor_actual, usuaria_actual
from registro.web.controles import Formulario, senalar
from registro.web.cuenta.seccion import bp


class FormularioDeCodigo(Formulario):
    """El código que la aplicación muestra ahora."""

    codigo = StringField(
        "Código de seis cifras",
        [InputRequired("Escriba el código que muestra la aplicación."), Length(max=40)],
        description="El que su aplicación muestra en este momento.",
    )


@bp.route("/codigo", methods=["GET", "POST"])
def codigo() -> tuple[str, int]:
    """Muestra el QR para la aplicación de códigos y comprueba que quedó bien."""
    formulario = FormularioDeCodigo(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            nuevos = operaciones.confirmar_codigo(actor_actual(), formulario.codigo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            return render_template("cuenta/recuperacion.html", codigos=nuevos), 200
    propuesto = operaciones.proponer_codigo(actor_actual())
    dibujo = Markup(qr.svg(propuesto.direccion, titulo="QR para la aplicación de códigos", en_pantalla=True))  # noqa: S704 - lo dibuja qr.py, que escapa lo que escribe
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "cuenta/codigo.html",
        formulario=formulario,
        dibujo=dibujo,
        secreto=propuesto.secreto,
        usuaria=usuaria_actual(),
    ), estado


@bp.post("/recuperacion")
def recuperacion() -> str:
    """Códigos de recuperación nuevos; se muestran una sola vez."""
    return render_template(
        "cuenta/recuperacion.html", codigos=operaciones.renovar_recuperacion(actor_actual())
    )
