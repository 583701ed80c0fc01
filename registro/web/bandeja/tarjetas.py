"""Tarjetas perdidas, retiradas o repetidas: se escribe el código y la pantalla no dice nada de nadie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.personas import operaciones
from registro.seguridad.acceso import actor_actual
from registro.web.bandeja.seccion import bp
from registro.web.controles import Formulario, senalar

FALTA = "Escriba el código, o lea la tarjeta."


def _codigo(rotulo: str) -> StringField:
    return StringField(
        rotulo, [InputRequired(FALTA)], description="Lea la tarjeta o escriba lo impreso: R1-…"
    )


def _motivo() -> TextAreaField:
    validadores = [InputRequired("Escriba el motivo: queda anotado."), Length(max=500)]
    ayuda = "Queda anotado con su nombre. No escriba el de ella."
    return TextAreaField("Motivo", validadores, description=ayuda)


class FormularioDeReemplazo(Formulario):
    """La tarjeta perdida y la nueva."""

    perdida = _codigo("Código de la tarjeta perdida")
    nueva = _codigo("Código de la tarjeta nueva, en blanco")
    motivo = _motivo()


class FormularioDeRetiro(Formulario):
    """La tarjeta que deja de usarse."""

    codigo = _codigo("Código de la tarjeta")
    motivo = _motivo()


class FormularioDeFusion(Formulario):
    """Las dos tarjetas de la misma persona."""

    queda = _codigo("Código de la tarjeta que más usa")
    sobra = _codigo("Código de la otra tarjeta")
    motivo = _motivo()


@dataclass(frozen=True, slots=True)
class Tramite:
    """Algo que se hace con una tarjeta."""

    clave: str
    titulo: str
    bajada: str
    boton: str
    hecho: str
    formulario: type[Formulario]
    hacer: Callable[..., object]


TRAMITES = {
    tramite.clave: tramite
    for tramite in (
        Tramite(
            "reemplazar",
            "Reemplazar una tarjeta perdida",
            "Lo ya registrado sigue siendo suyo. Si nadie sabe el código perdido, entregue una nueva.",
            "Reemplazarla",
            "La tarjeta nueva ya es suya. Puede entregarla.",
            FormularioDeReemplazo,
            operaciones.reemplazar,
        ),
        Tramite(
            "retirar",
            "Retirar una tarjeta",
            "Deja de usarse y no se reemplaza. Lo ya registrado con ella sigue contando.",
            "Retirarla",
            "La tarjeta quedó retirada.",
            FormularioDeRetiro,
            operaciones.revocar,
        ),
        Tramite(
            "fusionar",
            "Dos tarjetas son de la misma persona",
            "Las dos se pueden seguir usando, y desde ahora cuentan como una sola persona.",
            "Contarlas como una persona",
            "Desde ahora las dos tarjetas cuentan como una persona.",
            FormularioDeFusion,
            operaciones.fusionar,
        ),
    )
}


@bp.get("/tarjetas")
def tarjetas() -> str:
    """Qué se puede hacer con una tarjeta."""
    return render_template("bandeja/tarjetas.html", tramites=TRAMITES.values())


@bp.route("/tarjetas/<clave>", methods=["GET", "POST"])
def tramite(clave: str) -> Response | tuple[str, int]:
    """Un trámite, con sus códigos y su motivo."""
    if clave not in TRAMITES:
        raise NoEncontrado("Ese trámite no existe. Vuelva a la bandeja.")
    pedido, estado = TRAMITES[clave], 200
    formulario = pedido.formulario(request.form)
    if request.method == "POST":
        estado = 400
        if formulario.validate():
            try:
                pedido.hacer(actor_actual(), **formulario.data)
            except ErrorDeRegistro as error:
                senalar(formulario, error)
                estado = error.estado
            else:
                flash(pedido.hecho, "exito")
                return redirect(url_for("bandeja.tarjetas"))
    return render_template("bandeja/tramite.html", tramite=pedido, formulario=formulario), estado
