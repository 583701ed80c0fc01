"""Los compromisos de una instancia y el seguimiento de cada uno; los vencidos, primero."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from registro.actas import consultas, operaciones
from registro.actas.reglas import ESTADOS
from registro.errores import ErrorDeRegistro
from registro.instancias import consultas as de_instancias
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.mesa.desarrollo import casillas_de_compromiso, compromiso_escrito
from registro.web.mesa.instancias import bp
from registro.web.presentacion import Filtro

CUALES = {
    "abiertos": "Por cumplir",
    "vencidos": "Vencidos",
    "todos": "Todos",
}


class FormularioDeSeguimiento(Formulario):
    """En qué está el compromiso."""

    estado = RadioField("En qué está", choices=[SelectChoice(*par) for par in ESTADOS.items()])
    texto = TextAreaField(
        "Qué se sabe",
        [Optional(), Length(max=2000)],
        description="No escriba nombres de mujeres atendidas.",
    )


@bp.get("/instancia/<int:instancia_id>/compromisos")
def compromisos(instancia_id: int) -> str:
    """La lista, con lo que está vencido a la vista."""
    ficha = de_instancias.instancia(instancia_id)
    cual, entidad = request.args.get("cual", "abiertos"), request.args.get("entidad", "")
    todos = consultas.compromisos(instancia_id)
    entidades = sorted({uno.entidad for uno in todos})
    vistos = [
        uno
        for uno in todos
        if (not entidad or uno.entidad == entidad)
        and (cual == "todos" or (uno.atraso > 0 if cual == "vencidos" else uno.abierto))
    ]
    return render_template(
        "mesa/compromisos.html",
        instancia=ficha,
        compromisos=vistos,
        hay=bool(todos),
        vencidos=sum(uno.atraso > 0 for uno in todos),
        abiertos=sum(uno.abierto for uno in todos),
        cumplidos=sum(uno.estado == "cumplido" for uno in todos),
        filtros=[
            Filtro("cual", "Cuáles", list(CUALES.items()), cual),
            Filtro("entidad", "Entidad", [("", "Todas"), *((una, una) for una in entidades)], entidad),
        ],
    )


@bp.route("/compromiso/<int:compromiso_id>", methods=["GET", "POST"])
def compromiso(compromiso_id: int) -> Response | tuple[str, int]:
    """Un compromiso: en qué ha ido, y anotar en qué va."""
    ficha = consultas.compromiso(compromiso_id)
    formulario = FormularioDeSeguimiento(request.form, data={"estado": ficha.estado})
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.seguir_compromiso(
                actor_actual(), compromiso_id, formulario.estado.data, formulario.texto.data or ""
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó anotado en qué va.", "exito")
            return redirect(url_for("mesa.compromiso", compromiso_id=compromiso_id))
    return _pintar("mesa/compromiso.html", ficha, formulario)


@bp.route("/compromiso/<int:compromiso_id>/corregir", methods=["GET", "POST"])
def corregir_compromiso(compromiso_id: int) -> Response | tuple[str, int]:
    """Lo que dice, mientras su acta no esté aprobada."""
    ficha = consultas.compromiso(compromiso_id)
    entidades = consultas.entidades_que_responden(ficha.instancia_id)
    clase = type("FormularioDeCompromiso", (Formulario,), casillas_de_compromiso("", entidades))
    guardado = {"que": ficha.que, "entidad": str(ficha.entidad_id), "vence": ficha.vence}
    formulario = clase(request.form, data=guardado)
    if request.method == "POST" and formulario.validate():
        try:
            datos = compromiso_escrito(formulario, "")
            operaciones.corregir_compromiso(actor_actual(), compromiso_id, datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó corregido el compromiso.", "exito")
            return redirect(url_for("mesa.compromiso", compromiso_id=compromiso_id))
    return _pintar("mesa/corregir_compromiso.html", ficha, formulario)


def _pintar(plantilla: str, ficha: consultas.FichaDeCompromiso, formulario: Any) -> tuple[str, int]:
    pagina = render_template(
        plantilla,
        compromiso=ficha,
        instancia=de_instancias.instancia(ficha.instancia_id),
        formulario=formulario,
    )
    return pagina, 400 if formulario.errors or formulario.form_errors else 200
