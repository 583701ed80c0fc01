"""Lo que se abre en el teléfono de quien lee el QR de una sesión institucional. No muestra a nadie."""

from __future__ import annotations

import secrets

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional

from registro.asistencia import consultas_de_codigo as de_codigo
from registro.asistencia import consultas_institucionales as consultas
from registro.asistencia.operaciones import institucional as operaciones
from registro.errores import ErrorDeRegistro
from registro.seguridad.permisos import Actor
from registro.web.controles import Formulario, senalar

bp = Blueprint("publico", __name__, url_prefix="/s")

TELEFONO, RECIEN = "telefono", "recien_registrada"
QUIEN_ASISTE = Actor(None, "teléfono propio", frozenset(), "qr de sesión")


class FormularioDeAsistente(Formulario):
    """Lo que puede decir quien asiste; nada es obligatorio."""

    nombre = StringField("Nombre", [Optional(), Length(max=160)])
    entidad = StringField("Entidad o estación", [Optional(), Length(max=200)])


class FormularioDeCodigo(Formulario):
    """Las letras que están ahora en la pantalla de la sesión."""

    codigo = StringField(
        "Código de la pantalla",
        [InputRequired("Escriba las seis letras que están en la pantalla."), Length(max=20)],
        description="Seis letras o números. Cambia cada 30 segundos.",
    )


@bp.route("", methods=["GET", "POST"])
def inicio() -> Response | tuple[str, int]:
    """Quien llegó sin leer el QR escribe el código corto."""
    formulario = FormularioDeCodigo(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            firmado = de_codigo.enlace_de_lo_escrito(formulario.codigo.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            return redirect(url_for("publico.sesion", firmado=firmado))
    pagina = render_template("publico/inicio.html", formulario=formulario)
    return pagina, 400 if formulario.errors else 200


@bp.get("/q/<corto>/<codigo>")
def qr(corto: str, codigo: str) -> Response | tuple[str, int]:
    """A donde lleva el QR que rota; quien lo abre a tiempo recibe un enlace que ya no cambia."""
    try:
        firmado = de_codigo.enlace_del_qr(corto, codigo)
    except ErrorDeRegistro as error:
        return _no_se_pudo(error)
    return redirect(url_for("publico.sesion", firmado=firmado))


@bp.get("/<firmado>")
def sesion(firmado: str) -> Response | str | tuple[str, int]:
    """Elegir el puesto y confirmarlo, o registrarse."""
    try:
        ficha = consultas.sesion_del_enlace(firmado)
    except ErrorDeRegistro as error:
        return _no_se_pudo(error)
    if not ficha.abierta:
        return render_template("publico/no_recibe.html", sesion=ficha), 409
    _reconocer_telefono()
    if not ficha.con_delegadas:
        return render_template(
            "publico/asistente.html", sesion=ficha, formulario=FormularioDeAsistente(), firmado=firmado
        )
    return _elegir_o_confirmar(ficha, firmado)


@bp.post("/<firmado>")
def registrar(firmado: str) -> Response | str | tuple[str, int]:
    """Registra la asistencia; repetirlo no cambia nada."""
    try:
        ficha = consultas.sesion_del_enlace(firmado)
        if not ficha.con_delegadas:
            return _registrar_asistente(ficha, firmado)
        elegido = operaciones.autorregistrar_puesto(
            QUIEN_ASISTE, firmado, request.form.get("puesto", 0, type=int)
        )
    except ErrorDeRegistro as error:
        return _no_se_pudo(error)
    session[RECIEN] = elegido.etiqueta
    return redirect(url_for("publico.listo", firmado=firmado))


@bp.get("/<firmado>/listo")
def listo(firmado: str) -> Response | str | tuple[str, int]:
    """Lo que quedó registrado desde este teléfono."""
    try:
        ficha = consultas.sesion_del_enlace(firmado)
    except ErrorDeRegistro as error:
        return _no_se_pudo(error)
    if RECIEN not in session:
        return redirect(url_for("publico.sesion", firmado=firmado))
    return render_template("publico/listo.html", sesion=ficha, quien=session[RECIEN])


def _elegir_o_confirmar(ficha: consultas.FichaDeSesion, firmado: str) -> str | tuple[str, int]:
    puestos = [fila.puesto for fila in consultas.lista(ficha)]
    pedido = "puesto" in request.args or "elegir" in request.args
    elegido = next((p for p in puestos if p.id == request.args.get("puesto", type=int)), None)
    if elegido:
        return render_template("publico/confirmar.html", sesion=ficha, puesto=elegido, firmado=firmado)
    pagina = render_template("publico/elegir.html", sesion=ficha, puestos=puestos, falta=pedido)
    return (pagina, 400) if pedido else pagina


def _registrar_asistente(ficha: consultas.FichaDeSesion, firmado: str) -> Response | tuple[str, int]:
    formulario = FormularioDeAsistente(request.form)
    if formulario.validate():
        try:
            operaciones.autorregistrar(
                QUIEN_ASISTE,
                firmado,
                _reconocer_telefono(),
                formulario.nombre.data or "",
                formulario.entidad.data or "",
            )
        except ErrorDeRegistro as error:
            if error.campo not in formulario:
                raise
            senalar(formulario, error)
        else:
            session[RECIEN] = ""
            return redirect(url_for("publico.listo", firmado=firmado))
    pagina = render_template("publico/asistente.html", sesion=ficha, formulario=formulario, firmado=firmado)
    return pagina, 400


def _reconocer_telefono() -> str:
    """Un texto al azar que este navegador conserva en su galleta firmada: con él, dos envíos cuentan uno."""
    if TELEFONO not in session:
        session[TELEFONO] = secrets.token_hex(16)
        session.permanent = True
    telefono: str = session[TELEFONO]
    return telefono


def _no_se_pudo(error: ErrorDeRegistro) -> tuple[str, int]:
    return render_template("publico/no_se_pudo.html", mensaje=error.mensaje), error.estado
