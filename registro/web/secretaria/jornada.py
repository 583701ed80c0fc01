"""Ligar una mesa técnica con la jornada que también es."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from registro.actividades import consultas, operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario
from registro.web.secretaria.lista import bp

NINGUNA = "ninguna"


class EleccionDeJornada(Formulario):
    """Con cuál jornada."""

    jornada = RadioField("Jornada", [InputRequired("Elija una jornada, o «Ninguna».")], choices=[])


@bp.route("/<uuid:uuid>/jornada", methods=["GET", "POST"])
def ligar(uuid: UUID) -> Response | tuple[str, int]:
    """Elegir la jornada, o decir que no es ninguna."""
    ficha, actual = consultas.ficha(uuid), consultas.jornada_de_mesa(uuid)
    posibles = consultas.jornadas_posibles(uuid)
    formulario = EleccionDeJornada(
        request.form if request.method == "POST" else None,
        data={"jornada": actual.uuid if actual else NINGUNA},
    )
    formulario.jornada.choices = [
        *(SelectChoice(posible.uuid, f"{posible.fecha.larga}: {posible.titulo}") for posible in posibles),
        SelectChoice(NINGUNA, "Ninguna: la mesa cuenta aparte"),
    ]
    if request.method == "POST" and formulario.validate():
        if formulario.jornada.data == NINGUNA:
            operaciones.desligar_de_jornada(actor_actual(), uuid)
            flash("La mesa cuenta aparte: no está ligada con ninguna jornada.", "exito")
        else:
            operaciones.ligar_con_jornada(actor_actual(), uuid, formulario.jornada.data)
            flash("La mesa y la jornada son la misma actividad: un total las cuenta una vez.", "exito")
        return redirect(url_for(".detalle", uuid=uuid))
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "secretaria/jornada.html", ficha=ficha, formulario=formulario, hay=bool(posibles)
    ), estado
