"""La política de divulgación: desde cuántos se muestra una cuenta, por qué acto y desde cuándo."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from registro.errores import ErrorDeRegistro
from registro.fechas import leer_fecha
from registro.numeros import leer_entero
from registro.seguridad.acceso import actor_actual
from registro.seguridad.divulgacion import consultas, operaciones
from registro.web.administracion.seccion import bp
from registro.web.controles import CampoEntero, Formulario, senalar


class FormularioDePolitica(Formulario):
    """Lo que regirá."""

    edicion = SelectField("Edición", choices=[SelectChoice(*par) for par in operaciones.EDICIONES.items()])
    umbral = CampoEntero(
        "Se muestran las cuentas desde",
        [InputRequired("Escriba desde cuántos se muestra una cuenta.")],
        description="Con 5, una cuenta de 1 a 4 se oculta. En lo reservado, 1 es mostrar todo.",
    )
    oculta_ceros = BooleanField("Ocultar también los ceros")
    dias_de_guarda = StringField(
        "Días de guarda de los archivos",
        description="A los cuántos días se borra cada archivo. Vacío, no vence.",
    )
    desde = StringField("Rige desde", [InputRequired("Escriba desde qué día rige.")])
    acto = StringField(
        "Acto",
        [
            InputRequired("Diga con qué acto cambia."),
            Length(max=300, message="Escriba menos de 300 letras."),
        ],
        description="Por ejemplo: Resolución 120 de 2026.",
    )


@bp.route("/divulgacion", methods=["GET", "POST"])
def divulgacion() -> Response | tuple[str, int]:
    """Lo que rige, lo que regirá y lo que rigió."""
    formulario = FormularioDePolitica(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.cambiar_politica(actor_actual(), _leer(formulario))
            flash("La política quedó registrada. Lo ya publicado no cambia.", "exito")
            return redirect(url_for(".divulgacion"))
        except ErrorDeRegistro as error:
            senalar(formulario, error)
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "administracion/divulgacion.html", formulario=formulario, politicas=consultas.politicas()
    ), estado


def _leer(formulario: FormularioDePolitica) -> operaciones.PoliticaNueva:
    dias = str(formulario.dias_de_guarda.data or "").strip()
    return operaciones.PoliticaNueva(
        edicion=str(formulario.edicion.data),
        umbral=int(formulario.umbral.data or 0),
        oculta_ceros=bool(formulario.oculta_ceros.data),
        dias_de_guarda=leer_entero(dias, "dias_de_guarda") or None if dias else None,
        desde=leer_fecha(str(formulario.desde.data), "desde"),
        acto=str(formulario.acto.data or "").strip(),
    )
