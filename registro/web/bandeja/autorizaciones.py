"""Autorizaciones: con ella y su tarjeta presentes se anota qué da y qué retira; no se muestra qué tenía."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from registro.errores import ErrorDeRegistro
from registro.personas import consultas, operaciones
from registro.personas.consultas import FINALIDADES, LARGO_DE_CONTACTO, MODOS_DE_DARLA
from registro.seguridad.acceso import actor_actual
from registro.web.bandeja.seccion import bp
from registro.web.controles import Formulario, senalar

DECISIONES = {"": "Sin cambio", "da": "Autoriza", "retira": "Retira su autorización"}


def _decision(finalidad: str) -> RadioField:
    opciones = [SelectChoice(clave, rotulo) for clave, rotulo in DECISIONES.items()]
    return RadioField(FINALIDADES[finalidad], choices=opciones, default="")


class FormularioDeAutorizaciones(Formulario):
    """La tarjeta y lo que ella decide de cada finalidad."""

    codigo = StringField(
        "Código de la tarjeta",
        [InputRequired("Escriba el código, o lea la tarjeta.")],
        description="Lea la tarjeta o escriba lo impreso: R1-…",
    )
    atencion = _decision("atencion")
    reportes = _decision("reportes")
    contacto = _decision("contacto")
    contacto_con = StringField(
        "Cómo contactarla",
        [Optional(), Length(max=LARGO_DE_CONTACTO)],
        description="Sólo si autoriza el contacto: el teléfono o el correo que ella escoja. Queda cifrado.",
    )
    medio = RadioField(
        "Cómo lo dijo",
        choices=[SelectChoice(clave, rotulo) for clave, rotulo in MODOS_DE_DARLA.items()],
        default="verbal",
    )

    def cambios(self) -> operaciones.Cambios:
        """Lo decidido, por finalidad."""
        dicho = {finalidad: self[finalidad].data for finalidad in FINALIDADES}
        return operaciones.Cambios(
            da=tuple(finalidad for finalidad, decision in dicho.items() if decision == "da"),
            retira=tuple(finalidad for finalidad, decision in dicho.items() if decision == "retira"),
            medio=self.medio.data,
            contacto=self.contacto_con.data or "",
        )


@bp.route("/tarjetas/autorizaciones", methods=["GET", "POST"])
def autorizaciones() -> Response | tuple[str, int]:
    """Los textos que se leen y la respuesta a cada uno."""
    formulario, estado = FormularioDeAutorizaciones(request.form), 200
    if request.method == "POST":
        estado = 400
        if formulario.validate():
            try:
                operaciones.cambiar_autorizaciones(
                    actor_actual(), formulario.codigo.data, formulario.cambios()
                )
            except ErrorDeRegistro as error:
                senalar(formulario, error)
                estado = error.estado
            else:
                flash("Sus autorizaciones quedaron como ella dijo.", "exito")
                return redirect(url_for("bandeja.tarjetas"))
    textos = {finalidad: consultas.texto_de_autorizacion(finalidad).texto for finalidad in FINALIDADES}
    return render_template("bandeja/autorizaciones.html", formulario=formulario, textos=textos), estado
