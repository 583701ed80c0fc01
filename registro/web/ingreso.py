"""Entrar y salir."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from registro.seguridad import acceso, operaciones
from registro.web import secciones
from registro.web.controles import Formulario

bp = Blueprint("ingreso", __name__)


class FormularioDeIngreso(Formulario):
    """Usuario y contraseña."""

    usuario = StringField("Usuario", [InputRequired("Escriba su usuario."), Length(max=60)])
    clave = PasswordField("Contraseña", [InputRequired("Escriba su contraseña."), Length(max=200)])


@bp.get("/")
def inicio() -> Response:
    """La primera sección de quien entró, o la puerta."""
    usuaria = acceso.usuaria_actual()
    if usuaria is None:
        return redirect(url_for("ingreso.entrar"))
    pestanas = secciones.menu()
    return redirect(pestanas[0].url if pestanas else url_for("cuenta.inicio"))


@bp.route("/entrar", methods=["GET", "POST"])
def entrar() -> str | Response | tuple[str, int]:
    """Formulario de ingreso; después lleva a donde se iba."""
    formulario = FormularioDeIngreso(request.form)
    if request.method == "POST" and formulario.validate():
        entrada = operaciones.autenticar(formulario.usuario.data, formulario.clave.data)
        if entrada.usuaria is not None:
            acceso.abrir_sesion(entrada.usuaria)
            return redirect(_destino_propio(request.args.get("luego")))
        formulario.form_errors.append(entrada.motivo)
    estado = 200 if request.method == "GET" else 400
    return render_template("ingreso/entrar.html", formulario=formulario), estado


@bp.post("/salir")
def salir() -> Response:
    """Cierra la sesión de este navegador."""
    acceso.cerrar_sesion()
    flash("Salió. Ya puede entrar otra persona en este equipo.", "exito")
    return redirect(url_for("ingreso.entrar"))


def _destino_propio(luego: str | None) -> str:
    """Sólo se vuelve a direcciones de este mismo servidor."""
    if luego and luego.startswith("/") and not luego.startswith(("//", "/\\")) and not urlsplit(luego).netloc:
        return luego
    return url_for("ingreso.inicio")
