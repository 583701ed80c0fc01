"""Sumar a quien no tiene tarjeta, de a una o varias, y entregarle una después."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from flask import render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Optional

from registro.actividades.conteos import PUBLICOS, TOTAL
from registro.asistencia import operaciones
from registro.asistencia.reglas import AL_RECIBIR, ANONIMA, MAXIMO_SIN_TARJETA
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.web.campo.lecturas import id_de_formulario
from registro.web.campo.seccion import bp, de_vuelta, exigir_actividad, exigir_veredicto
from registro.web.controles import Formulario, entre, senalar

LIMITES = f"Escriba un número entre 1 y {MAXIMO_SIN_TARJETA}."


class FormularioDeSuma(Formulario):
    """Cuántas personas sin tarjeta y de qué público."""

    cantidad = IntegerField(
        "¿Cuántas?", [InputRequired(LIMITES), entre(1, MAXIMO_SIN_TARJETA, LIMITES)], default=1
    )
    publico = RadioField(
        "¿De qué público?",
        [Optional()],
        choices=[
            SelectChoice(clave, "Sin decirlo" if clave == TOTAL else etiqueta)
            for clave, etiqueta in PUBLICOS.items()
        ],
        default=TOTAL,
    )


class FormularioDeTarjeta(Formulario):
    """El código de la tarjeta que se entrega."""

    codigo = StringField(
        "Código de la tarjeta",
        [InputRequired("Lea la tarjeta, o escriba su código.")],
        description="Lea la tarjeta o escriba lo impreso: R1-…",
    )


@bp.post("/<uuid:actividad>/una")
def sumar_una(actividad: UUID) -> Response:
    """Una persona sin tarjeta, en un solo toque."""
    return _sumar(actividad, 1, TOTAL)


@bp.route("/<uuid:actividad>/varias", methods=["GET", "POST"])
def sumar_varias(actividad: UUID) -> Response | tuple[str, int]:
    """Varias personas sin tarjeta, o una de un público."""
    ficha, formulario = exigir_actividad(actividad), FormularioDeSuma(request.form)
    if request.method == "POST" and formulario.validate():
        return _sumar(actividad, formulario.cantidad.data, formulario.publico.data or TOTAL)
    return _pagina("campo/varias.html", ficha, formulario)


@bp.route("/<uuid:actividad>/lecturas/<uuid:lectura>/tarjeta", methods=["GET", "POST"])
def poner_tarjeta(actividad: UUID, lectura: UUID) -> Response | tuple[str, int]:
    """A quien se sumó sin tarjeta se le entrega una."""
    ficha, formulario = exigir_actividad(actividad), FormularioDeTarjeta(request.form)
    exigir_veredicto(ficha, lectura)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.poner_tarjeta(actor_actual(), lectura, formulario.codigo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            return de_vuelta(actividad, lectura)
    return _pagina("campo/tarjeta.html", ficha, formulario)


def _pagina(plantilla: str, ficha: Any, formulario: Formulario) -> tuple[str, int]:
    volver = url_for("campo.leer", actividad=ficha.uuid)
    pagina = render_template(
        plantilla, actividad=ficha, formulario=formulario, ficha=uuid4(), url_volver=volver
    )
    return pagina, 200 if request.method == "GET" else 400


def _sumar(actividad: UUID, cantidad: int, publico: str) -> Response:
    ficha = exigir_actividad(actividad)
    id_ = id_de_formulario(f"{ANONIMA}:{cantidad}:{publico}")
    lectura = {
        "id": str(id_),
        "actividad": ficha.uuid,
        "credencial": None,
        "medio": ANONIMA,
        "leida_en": AL_RECIBIR,
        "cantidad": cantidad,
        "publico": publico,
    }
    operaciones.recibir_lote(actor_actual(), [lectura])
    return de_vuelta(actividad, id_)
