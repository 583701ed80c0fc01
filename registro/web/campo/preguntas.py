"""Preguntas opcionales a quien recibe una tarjeta nueva: antes se le pide autorización y todas se saltan."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import operaciones
from registro.asistencia.consultas import FichaDeVeredicto
from registro.errores import NoEncontrado
from registro.personas import consultas as de_personas
from registro.personas.respuestas import PREGUNTAS
from registro.seguridad.acceso import actor_actual
from registro.web.campo.seccion import bp, de_vuelta, exigir_actividad, exigir_veredicto


@bp.route("/<uuid:actividad>/lecturas/<uuid:lectura>/autorizacion", methods=["GET", "POST"])
def autorizacion(actividad: UUID, lectura: UUID) -> str | Response:
    """El texto que se le lee y su respuesta."""
    ficha = exigir_actividad(actividad)
    _exigir_nueva(exigir_veredicto(ficha, lectura))
    if request.method == "POST":
        operaciones.autorizar_reportes(actor_actual(), lectura, request.form.get("medio") or "verbal")
        return redirect(url_for("campo.preguntas", actividad=actividad, lectura=lectura))
    return render_template(
        "campo/autorizacion.html",
        actividad=ficha,
        lectura=lectura,
        texto=de_personas.texto_de_autorizacion("reportes").texto,
        url_volver=url_for("campo.leer", actividad=actividad, lectura=lectura),
    )


@bp.route("/<uuid:actividad>/lecturas/<uuid:lectura>/preguntas", methods=["GET", "POST"])
def preguntas(actividad: UUID, lectura: UUID) -> str | Response:
    """Las preguntas, sin nada marcado: lo que ya respondió no se vuelve a mostrar."""
    ficha = exigir_actividad(actividad)
    _exigir_nueva(exigir_veredicto(ficha, lectura))
    if request.method == "POST":
        dadas = {clave: request.form[clave] for clave in PREGUNTAS if request.form.get(clave)}
        if dadas:
            operaciones.responder(actor_actual(), lectura, dadas)
            flash("Sus respuestas quedaron guardadas.", "exito")
        return de_vuelta(actividad, lectura)
    return render_template(
        "campo/preguntas.html",
        actividad=ficha,
        lectura=lectura,
        preguntas=PREGUNTAS.values(),
        url_volver=url_for("campo.leer", actividad=actividad, lectura=lectura),
    )


def _exigir_nueva(veredicto: FichaDeVeredicto) -> None:
    if not veredicto.tarjeta_nueva:
        raise NoEncontrado("Las preguntas se hacen al entregar una tarjeta nueva. Lea la siguiente.")
