"""Para qué son los archivos que va a sacar: se dice una vez por sesión, y queda en cada uno."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length

from registro.errores import ErrorDeRegistro
from registro.seguridad import acceso
from registro.web.controles import Formulario, senalar
from registro.web.cuenta.seccion import bp
from registro.web.destinos import destino_propio
from registro.web.entregas import seguir

OTRO = "otro"
CORRIENTES = (
    "Consulta de trabajo del equipo",
    "Preparar un informe o una presentación",
    "Responder una solicitud",
    "Publicarlo",
    "Revisar o corregir cifras",
)


class FormularioDeProposito(Formulario):
    """Una respuesta corriente, u otra con sus palabras."""

    para = RadioField(
        "¿Para qué son los archivos que va a descargar?",
        choices=[*(SelectChoice(una, una) for una in CORRIENTES), SelectChoice(OTRO, "Otra cosa")],
        default=CORRIENTES[0],
    )
    otro = StringField(
        "Si es otra cosa, ¿cuál?",
        [Length(max=300, message="Dígalo en menos de 300 letras.")],
        description="En una frase, sin nombres de personas.",
    )


@bp.route("/proposito", methods=["GET", "POST"])
def proposito() -> Response | tuple[str, int]:
    """Se pregunta la primera vez que descarga algo en la sesión; después se puede cambiar."""
    dicho = acceso.proposito()
    guardado = {"para": dicho if dicho in CORRIENTES else OTRO, "otro": "" if dicho in CORRIENTES else dicho}
    formulario = FormularioDeProposito(request.form, data=guardado if dicho else None)
    luego = destino_propio(request.args.get("luego"))
    if request.method == "POST" and formulario.validate():
        para = str(formulario.para.data)
        try:
            acceso.recordar_proposito(str(formulario.otro.data or "") if para == OTRO else para)
            return seguir(luego, request.args.get("desde", ""))
        except ErrorDeRegistro as error:
            senalar(formulario, error)
    estado = 200 if request.method == "GET" else 400
    return render_template("cuenta/proposito.html", formulario=formulario), estado
