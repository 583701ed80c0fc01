"""Lo que una persona pide desde su teléfono, con su tarjeta y el secreto que eligió. No muestra nada suyo."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from wtforms import PasswordField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from registro.derechos import operaciones
from registro.errores import ErrorDeRegistro
from registro.web.controles import Formulario, senalar
from registro.web.derechos import OPCIONES

# Aquí es ella quien lee: lo que en la Casa se dice «de ella».
PROPIAS = [SelectChoice(una.value, str(una.label).replace("de ella", "de usted")) for una in OPCIONES]

bp = Blueprint("titular", __name__, url_prefix="/datos")


class FormularioDeTitular(Formulario):
    """La tarjeta, el secreto y lo que pide."""

    codigo = StringField("Código de la tarjeta", [InputRequired("Escriba el código."), Length(max=60)])
    secreto = PasswordField("Su secreto", [InputRequired("Escriba su secreto."), Length(max=200)])
    clase = RadioField("Qué pide", [InputRequired("Elija qué pide.")], choices=PROPIAS)
    pide = TextAreaField("Con sus palabras", [InputRequired("Escriba qué pide."), Length(max=4_000)])


@bp.route("", methods=["GET", "POST"])
def inicio() -> str | tuple[str, int]:
    """Deja una solicitud; la respuesta se entrega en persona."""
    formulario = FormularioDeTitular(request.form)
    if request.method == "POST" and formulario.validate():
        pedido = operaciones.Pedido(formulario.clase.data, formulario.pide.data)
        try:
            operaciones.entrar_con_secreto(formulario.codigo.data, formulario.secreto.data, pedido)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            return render_template("titular/recibida.html")
    estado = 200 if request.method == "GET" else 400
    return render_template("titular/inicio.html", formulario=formulario), estado
