"""Servicios recibidos (un toque) y remisiones (dos), sobre la última lectura."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.asistencia import consultas, operaciones
from registro.catalogos import consultas as de_catalogos
from registro.seguridad.acceso import actor_actual
from registro.web.campo.seccion import bp, de_vuelta, exigir_actividad, exigir_veredicto


@bp.route("/<uuid:actividad>/lecturas/<uuid:lectura>/servicios", methods=["GET", "POST"])
def servicios(actividad: UUID, lectura: UUID) -> str | Response:
    """Todos los servicios; tocar uno lo anota y tocarlo otra vez lo quita."""
    ficha = exigir_actividad(actividad)
    veredicto = exigir_veredicto(ficha, lectura)
    if request.method == "POST":
        poner = request.form.get("poner") == "si"
        operaciones.marcar_servicio(actor_actual(), lectura, _elegido("servicio"), recibido=poner)
        return de_vuelta(actividad, lectura)
    return render_template(
        "campo/servicios.html",
        actividad=ficha,
        veredicto=veredicto,
        servicios=consultas.servicios_de(ficha),
        url_volver=url_for("campo.leer", actividad=actividad, lectura=lectura),
    )


@bp.route("/<uuid:actividad>/lecturas/<uuid:lectura>/remitir", methods=["GET", "POST"])
def remitir(actividad: UUID, lectura: UUID) -> str | Response:
    """A qué entidad se remite."""
    ficha = exigir_actividad(actividad)
    veredicto = exigir_veredicto(ficha, lectura)
    if request.method == "POST":
        poner = request.form.get("poner") == "si"
        operaciones.remitir(actor_actual(), lectura, _elegido("entidad"), remitida=poner)
        return de_vuelta(actividad, lectura, "Remisión anotada." if poner else "Remisión retirada.")
    return render_template(
        "campo/remitir.html",
        actividad=ficha,
        veredicto=veredicto,
        entidades=de_catalogos.entidades(),
        url_volver=url_for("campo.leer", actividad=actividad, lectura=lectura),
    )


def _elegido(nombre: str) -> int:
    elegido = request.form.get(nombre, type=int)
    return abort(400) if elegido is None else elegido
