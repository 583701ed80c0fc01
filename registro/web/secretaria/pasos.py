"""Abrir, cerrar, reabrir y anular, cada uno con la pantalla que dice qué va a pasar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from registro.actas import consultas as de_actas
from registro.actividades import consultas, operaciones
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, revisar_paso
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.seguridad.permisos import Actor
from registro.web.controles import Formulario, senalar
from registro.web.secretaria.cuentas import cuentas_de
from registro.web.secretaria.lista import bp


class Motivo(Formulario):
    """Por qué se da un paso que deja huella."""

    motivo = TextAreaField(
        "Motivo",
        [
            InputRequired("Escriba el motivo. No se cambió nada."),
            Length(max=2000, message="El motivo pasa de 2.000 caracteres. Acórtelo: lo escrito sigue aquí."),
        ],
        description="Queda en la historia de la actividad. No escriba nombres de quienes asisten.",
    )


@dataclass(frozen=True, slots=True)
class Paso:
    """Un paso con motivo: su verbo, a qué estado lleva, la operación y lo que se dice al terminar."""

    verbo: str
    destino: str
    operacion: Callable[[Actor, UUID, str], None]
    hecho: str


REABRIR = Paso("Reabrir", ABIERTA, operaciones.reabrir, "Se reabrió: vuelve a recibir asistencia.")
ANULAR = Paso("Anular", ANULADA, operaciones.anular, "Se anuló: ya no cuenta en ninguna tabla.")


def ya_estaba(uuid: UUID, estado: str) -> bool:
    """Si el paso ya lo dio otra persona, o el mismo botón oprimido dos veces: se dice y no se repite."""
    dado = consultas.ficha(uuid).estado == estado
    if dado:
        flash(f"Ya estaba {estado}. No se cambió nada.", "nota")
    return dado


@bp.post("/<uuid:uuid>/abrir")
def abrir(uuid: UUID) -> Response:
    """Empieza a recibir asistencia."""
    if ya_estaba(uuid, ABIERTA):
        return redirect(url_for(".detalle", uuid=uuid))
    operaciones.abrir(actor_actual(), uuid)
    flash("Quedó abierta: ya recibe asistencia.", "exito")
    return redirect(url_for(".detalle", uuid=uuid))


@bp.route("/<uuid:uuid>/cerrar", methods=["GET", "POST"])
def cerrar(uuid: UUID) -> str | Response:
    """Muestra lo que va a contar y, al confirmar, cierra."""
    if ya_estaba(uuid, CERRADA):
        return redirect(url_for(".detalle", uuid=uuid))
    ficha = consultas.ficha(uuid)
    if request.method == "POST":
        operaciones.cerrar(actor_actual(), uuid)
        flash(f"Se cerró {ficha.tipo.con_articulo}.", "exito")
        return redirect(url_for(".detalle", uuid=uuid))
    revisar_paso(ficha.estado, CERRADA)
    return render_template("secretaria/cerrar.html", ficha=ficha, cuentas=cuentas_de(ficha))


@bp.route("/<uuid:uuid>/reabrir", methods=["GET", "POST"])
def reabrir(uuid: UUID) -> Response | tuple[str, int]:
    """Una cerrada vuelve a recibir asistencia, con su motivo."""
    return _con_motivo(uuid, REABRIR)


@bp.route("/<uuid:uuid>/anular", methods=["GET", "POST"])
def anular(uuid: UUID) -> Response | tuple[str, int]:
    """Deja de contar; antes dice qué pasa con su asistencia."""
    return _con_motivo(uuid, ANULAR)


def _con_motivo(uuid: UUID, paso: Paso) -> Response | tuple[str, int]:
    if ya_estaba(uuid, paso.destino):
        return redirect(url_for(".detalle", uuid=uuid))
    ficha = consultas.ficha(uuid)
    revisar_paso(ficha.estado, paso.destino)
    formulario = Motivo(request.form if request.method == "POST" else None)
    if request.method == "POST" and formulario.validate():
        try:
            paso.operacion(actor_actual(), uuid, formulario.motivo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(paso.hecho, "exito")
            return redirect(url_for(".detalle", uuid=uuid))
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "secretaria/con_motivo.html",
        ficha=ficha,
        formulario=formulario,
        paso=paso,
        cuentas=cuentas_de(ficha),
        con_acta=ficha.tipo.con_delegadas and de_actas.acta(ficha.uuid).aprobada_el,
    ), estado
