"""El orden del día de una sesión, punto por punto."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from registro.actividades import consultas, operaciones
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.presentacion import plural
from registro.web.secretaria.lista import bp


class FormularioDePunto(Formulario):
    """De qué trata un punto, quién lo presenta y qué funciones desarrolla."""

    titulo = TextAreaField(
        "De qué trata",
        [
            InputRequired("Escriba de qué trata el punto."),
            Length(max=2000, message="El texto pasa de 2.000 caracteres. Acórtelo: lo escrito sigue aquí."),
        ],
    )
    presenta = StringField(
        "Quién lo presenta",
        [Optional(), Length(max=200, message="El texto pasa de 200 caracteres. Acórtelo.")],
        description="La entidad o el puesto, no el nombre de la persona.",
    )
    funciones = SelectMultipleField("Funciones que desarrolla", [Optional()], choices=[], coerce=int)


class FormularioDePuntos(Formulario):
    """Varios puntos de una vez."""

    agenda = TextAreaField(
        "Orden del día",
        [InputRequired("Escriba al menos un punto."), Length(max=20_000)],
        description="Un punto por línea, con sus funciones entre paréntesis: Alerta temprana (2, 5).",
    )


@bp.route("/<uuid:uuid>/agenda/nuevo", methods=["GET", "POST"])
def agregar_punto(uuid: UUID) -> Response | tuple[str, int]:
    """Un punto más, al final."""
    formulario = _preparar(uuid)

    def guardar(datos: Any) -> None:
        operaciones.agregar_punto(actor_actual(), uuid, datos)

    return _atender(uuid, formulario, guardar, "Añadir un punto")


@bp.route("/<uuid:uuid>/agenda/varios", methods=["GET", "POST"])
def agregar_puntos(uuid: UUID) -> Response | tuple[str, int]:
    """El orden del día escrito de corrido."""
    formulario = FormularioDePuntos(request.form if request.method == "POST" else None)
    if request.method == "POST" and formulario.validate():
        try:
            cuantos = operaciones.agregar_puntos(actor_actual(), uuid, formulario.agenda.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Se añadieron {plural(cuantos, 'punto', 'puntos')} al orden del día.", "exito")
            return redirect(url_for(".detalle", uuid=uuid, _anchor="agenda"))
    estado = 200 if request.method == "GET" else 400
    pagina = render_template(
        "secretaria/puntos.html",
        ficha=consultas.ficha(uuid),
        formulario=formulario,
        funciones=consultas.funciones_de(uuid),
    )
    return pagina, estado


@bp.route("/<uuid:uuid>/agenda/<int:punto>", methods=["GET", "POST"])
def corregir_punto(uuid: UUID, punto: int) -> Response | tuple[str, int]:
    """Un punto ya escrito."""
    guardado = _punto(uuid, punto)
    formulario = _preparar(
        uuid,
        {
            "titulo": guardado.titulo,
            "presenta": guardado.presenta,
            "funciones": list(guardado.ids_de_funciones),
        },
    )

    def guardar(datos: Any) -> None:
        operaciones.corregir_punto(actor_actual(), uuid, punto, datos)

    return _atender(uuid, formulario, guardar, "Corregir el punto")


@bp.route("/<uuid:uuid>/agenda/<int:punto>/anular", methods=["GET", "POST"])
def anular_punto(uuid: UUID, punto: int) -> str | Response:
    """El punto no se trató."""
    guardado = _punto(uuid, punto)
    if request.method == "POST":
        operaciones.anular_punto(actor_actual(), uuid, punto)
        flash("El punto quedó anulado.", "exito")
        return redirect(url_for(".detalle", uuid=uuid, _anchor="agenda"))
    return render_template("secretaria/anular_punto.html", ficha=consultas.ficha(uuid), punto=guardado)


def _preparar(uuid: UUID, data: dict[str, Any] | None = None) -> FormularioDePunto:
    formulario = FormularioDePunto(request.form if request.method == "POST" else None, data=data)
    formulario.funciones.choices = [
        SelectChoice(funcion.id, f"{funcion.numero}. {funcion.texto}")
        for funcion in consultas.funciones_de(uuid)
    ]
    return formulario


def _atender(
    uuid: UUID, formulario: FormularioDePunto, guardar: Callable[[Any], None], titulo: str
) -> Response | tuple[str, int]:
    ficha = consultas.ficha(uuid)
    if request.method == "POST" and formulario.validate():
        datos = operaciones.DatosDePunto(
            formulario.titulo.data, formulario.presenta.data or "", tuple(formulario.funciones.data)
        )
        try:
            guardar(datos)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("El orden del día quedó guardado.", "exito")
            return redirect(url_for(".detalle", uuid=uuid, _anchor="agenda"))
    estado = 200 if request.method == "GET" else 400
    return render_template("secretaria/punto.html", ficha=ficha, formulario=formulario, titulo=titulo), estado


def _punto(uuid: UUID, punto_id: int) -> consultas.FichaDePunto:
    hallado = next((punto for punto in consultas.orden_del_dia(uuid) if punto.id == punto_id), None)
    if hallado is None:
        raise NoEncontrado("Ese punto no está en el orden del día de esta sesión.")
    return hallado
