"""La sección, su portada y lo que todas sus pantallas necesitan."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.actividades import consultas as de_actividades
from registro.actividades import operaciones as de_actividad
from registro.actividades.consultas import FichaDeActividad
from registro.asistencia import consultas
from registro.asistencia.consultas import FichaDeVeredicto
from registro.asistencia.reglas import leer_uuid
from registro.errores import NoEncontrado
from registro.seguridad.acceso import actor_actual

bp = Blueprint("campo", __name__, url_prefix="/campo")


@bp.get("")
def inicio() -> str:
    """Las actividades abiertas y las programadas para hoy."""
    abiertas = consultas.actividades_que_reciben()
    return render_template(
        "campo/inicio.html",
        abiertas=[(actividad, consultas.conteo(actividad.id).leidas) for actividad in abiertas],
        por_abrir=consultas.actividades_por_abrir(),
    )


@bp.post("/<uuid:actividad>/abrir")
def abrir(actividad: UUID) -> Response:
    """Una programada para hoy empieza a recibir."""
    de_actividad.abrir(actor_actual(), exigir_actividad(actividad).uuid)
    return redirect(url_for("campo.leer", actividad=actividad))


def exigir_actividad(uuid: UUID) -> FichaDeActividad:
    """La actividad, si en ella se leen tarjetas.

    :raises NoEncontrado: no existe, o es de las que no se registran en campo.
    """
    actividad = de_actividades.ficha(uuid)
    if actividad.tipo.clave not in consultas.DE_CAMPO:
        raise NoEncontrado("En esa actividad no se leen tarjetas en campo. Vuelva y elija otra.")
    return actividad


def exigir_veredicto(actividad: FichaDeActividad, lectura: UUID) -> FichaDeVeredicto:
    """El veredicto de una lectura propia que todavía cuenta.

    :raises NoEncontrado: no existe, es de otra persona o ya no cuenta.
    """
    veredicto = consultas.veredicto(actor_actual(), actividad.id, lectura)
    if veredicto is None or not veredicto.cuenta:
        raise NoEncontrado("Esa lectura ya no está a la mano. Lea la tarjeta otra vez.")
    return veredicto


def lectura_en_mano() -> UUID | None:
    """La lectura de la que se viene, si la dirección la trae."""
    return leer_uuid(request.values.get("lectura", ""))


def de_vuelta(actividad: UUID, lectura: UUID | str | None, aviso: str = "") -> Response:
    """A la pantalla de lectura, con el veredicto de ``lectura``."""
    if aviso:
        flash(aviso, "exito")
    return redirect(url_for("campo.leer", actividad=actividad, lectura=lectura))
