"""Las reglas de una instancia como datos: cada cuánto se reúne y con quiénes puede decidir."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, Field, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional, StopValidation

from registro.errores import ErrorDeRegistro
from registro.fechas import escribir_hora, hoy, leer_hora
from registro.instancias import consultas, operaciones
from registro.instancias.calendario import CADA, DIAS, ORDINALES, Calendario
from registro.instancias.quorum import ReglaDeDecision
from registro.seguridad.acceso import actor_actual
from registro.web.controles import CampoDia, CampoEntero, Formulario, HaceFalta, senalar
from registro.web.mesa.instancias import bp

DESDE = "Vacío: desde siempre. Con fecha, la regla anterior termina la víspera."


class FormularioDeCalendario(Formulario):
    """«El segundo miércoles de cada mes»."""

    ordinal = SelectField(
        "Qué día del mes",
        coerce=int,
        choices=[SelectChoice(clave, palabra.capitalize()) for clave, palabra in ORDINALES.items()],
    )
    dia = SelectField(
        "De la semana",
        coerce=int,
        choices=[SelectChoice(numero, palabra.capitalize()) for numero, palabra in enumerate(DIAS)],
    )
    cada = SelectField(
        "Cada cuánto",
        coerce=int,
        choices=[SelectChoice(clave, palabra.capitalize()) for clave, palabra in CADA.items()],
    )
    hora = StringField("Hora", [Optional(), Length(max=20)], description="Por ejemplo, 2:30 p. m.")
    desde = CampoDia("Rige desde", [Optional()], description=DESDE)

    def validate_hora(self, campo: Field) -> None:
        """Se guarda como «14:30»; lo escrito no cambia."""
        try:
            self.leida = leer_hora(campo.data, campo.name)
        except ErrorDeRegistro as error:
            raise StopValidation(error.mensaje) from error

    leida = ""


class FormularioDeQuorum(Formulario):
    """Qué roles cuentan y qué parte de sus puestos debe estar."""

    roles = SelectMultipleField("Roles que cuentan", choices=[])
    numerador = CampoEntero("Deben estar", [HaceFalta("Escriba cuántos.")])
    denominador = CampoEntero("De cada", [HaceFalta("Escriba de cada cuántos.")])
    mas_de = BooleanField("Más de esa parte (si no, basta con llegar a ella)")
    norma = TextAreaField(
        "De dónde sale",
        [Optional(), Length(max=2000)],
        description="El artículo del reglamento, o que está por confirmar.",
    )
    desde = CampoDia("Rige desde", [Optional()], description=DESDE)


@bp.route("/instancia/<int:instancia_id>/calendario", methods=["GET", "POST"])
def calendario(instancia_id: int) -> Response | tuple[str, int]:
    """Cada cuánto se reúne."""
    ficha, actual = consultas.instancia(instancia_id), consultas.calendario(instancia_id, hoy())
    guardado: dict[str, Any] = {"ordinal": 2, "dia": 2, "cada": 1}
    if actual:
        regla = actual.calendario
        guardado = {
            "ordinal": regla.ordinal,
            "dia": regla.dia,
            "cada": regla.cada,
            "hora": escribir_hora(actual.hora) if actual.hora else "",
            "desde": actual.desde,
        }
    formulario = FormularioDeCalendario(request.form, data=guardado)
    if request.method == "POST" and formulario.validate():
        elegido = Calendario(formulario.ordinal.data, formulario.dia.data, formulario.cada.data)
        try:
            operaciones.poner_calendario(
                actor_actual(), instancia_id, elegido, formulario.leida, formulario.desde.data
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Quedó guardado: {elegido.frase}.", "exito")
            return redirect(url_for("mesa.instancia", instancia_id=instancia_id, _anchor="reglas"))
    return render_template("mesa/calendario.html", instancia=ficha, formulario=formulario), _estado(
        formulario
    )


@bp.route("/instancia/<int:instancia_id>/quorum", methods=["GET", "POST"])
def quorum(instancia_id: int) -> Response | tuple[str, int]:
    """Con quiénes puede decidir."""
    ficha, actual = consultas.instancia(instancia_id), consultas.quorum(instancia_id, hoy())
    guardado: dict[str, Any] = {"roles": ["P", "S", "I"], "numerador": 1, "denominador": 2, "mas_de": True}
    if actual:
        guardado = {
            "roles": sorted(actual.regla.roles),
            "numerador": actual.regla.numerador,
            "denominador": actual.regla.denominador,
            "mas_de": actual.regla.mas_de,
            "norma": actual.norma,
            "desde": actual.desde,
        }
    formulario = FormularioDeQuorum(request.form, data=guardado)
    formulario.roles.choices = [SelectChoice(rol, nombre) for rol, nombre in consultas.roles_de_puesto()]
    if request.method == "POST" and formulario.validate():
        regla = ReglaDeDecision(
            frozenset(formulario.roles.data),
            formulario.numerador.data,
            formulario.denominador.data,
            formulario.mas_de.data,
        )
        try:
            operaciones.poner_quorum(
                actor_actual(), instancia_id, regla, formulario.norma.data or "", formulario.desde.data
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó guardada la regla de quórum.", "exito")
            return redirect(url_for("mesa.instancia", instancia_id=instancia_id, _anchor="reglas"))
    return render_template("mesa/quorum.html", instancia=ficha, formulario=formulario), _estado(formulario)


def _estado(formulario: Formulario) -> int:
    return 400 if formulario.errors or formulario.form_errors else 200
