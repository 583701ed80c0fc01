"""Quién soy aquí, dónde tengo sesión abierta y cambiar mi contraseña."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from registro.errores import ErrorDeRegistro, NoPermitido
from registro.seguridad import acceso, consultas, operaciones
from registro.seguridad.acceso import llaves
from registro.web.controles import Formulario, senalar
from registro.web.cuenta.seccion import bp


class FormularioDeClave(Formulario):
    """Cambio de la contraseña propia."""

    actual = PasswordField(
        "Contraseña actual", [InputRequired("Escriba la contraseña actual."), Length(max=200)]
    )
    nueva = PasswordField(
        "Contraseña nueva",
        [InputRequired("Escriba la contraseña nueva."), Length(max=200)],
        description="Doce caracteres o más. Una frase que recuerde sirve.",
    )
    repetida = PasswordField(
        "Contraseña nueva, otra vez", [EqualTo("nueva", "Las dos contraseñas nuevas no son iguales.")]
    )


@bp.route("", methods=["GET", "POST"])
def inicio() -> Response | tuple[str, int]:
    """Nombre, roles y formulario para cambiar la contraseña."""
    formulario = FormularioDeClave(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            nueva = operaciones.cambiar_clave_propia(
                acceso.actor_actual(), formulario.actual.data, formulario.nueva.data
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            acceso.abrir_sesion(nueva)
            flash("Su contraseña cambió. Las sesiones abiertas en otros equipos se cerraron.", "exito")
            return redirect(url_for("ingreso.inicio"))
    estado = 200 if request.method == "GET" else 400
    return render_template("cuenta/inicio.html", formulario=formulario, **_ficha()), estado


@bp.post("/sesiones/cerrar")
def cerrar_otras() -> Response:
    """Cierra las sesiones abiertas en otros equipos."""
    operaciones.cerrar_otras(acceso.actor_actual(), acceso.ficha_de_sesion())
    flash("Las sesiones abiertas en otros equipos se cerraron.", "exito")
    return redirect(url_for("cuenta.inicio"))


def _ficha() -> dict[str, Any]:
    usuaria = acceso.usuaria_actual()
    if usuaria is None:
        raise NoPermitido("Entre con su usuario para continuar.")
    return {
        "usuaria": usuaria,
        "sesiones": consultas.sesiones_abiertas(
            usuaria.id, acceso.ficha_de_sesion(), acceso.vencidas_antes_de()
        ),
        "ve_tablas": usuaria.como_actor().puede("tablas.ver"),
        "llaves": consultas.llaves_de(usuaria.id),
        "admite_llaves": llaves.sitio() is not None,
        "confirmada": acceso.confirmada_hace_poco(),
        "recuperacion": consultas.recuperacion_sin_usar(usuaria.id),
    }
