"""Derechos: lo que una persona pide sobre sus datos, con su reloj, hasta que se le responde."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from registro.derechos import consultas, operaciones
from registro.derechos.reglas import CLASES, ESTADOS
from registro.errores import ErrorDeRegistro
from registro.escritores import en_html, en_pdf
from registro.personas.respuestas import PREGUNTAS
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar

bp = Blueprint("derechos", __name__, url_prefix="/derechos")

PASOS = {**ESTADOS, "prorrogada": "Plazo prorrogado"}
OPCIONES = [SelectChoice(clave, rotulo) for clave, rotulo in CLASES.items()]
DEJAR = "dejar"


class FormularioDeSolicitud(Formulario):
    """Qué pide y, si la trae, su tarjeta."""

    clase = RadioField("Qué pide", [InputRequired("Elija qué pide.")], choices=OPCIONES)
    pide = TextAreaField(
        "Con sus palabras",
        [InputRequired("Escriba qué pide."), Length(max=4_000)],
        description="Sin nombres ni documentos: no hacen falta.",
    )
    codigo = StringField(
        "Código de su tarjeta",
        [Optional(), Length(max=60)],
        description="Si la trae. Sin ella no hay cómo saber qué es suyo, y se le explica.",
    )


class FormularioDeSecreto(Formulario):
    """La tarjeta y el secreto que ella escribe."""

    codigo = StringField("Código de su tarjeta", [InputRequired("Escriba o lea la tarjeta.")])
    secreto = PasswordField(
        "Secreto que ella elige",
        [InputRequired("Ella escribe aquí su secreto."), Length(max=200)],
        description="Ocho caracteres o más; una frase que recuerde. Lo escribe ella, sin que nadie mire.",
    )


class FormularioDeTexto(Formulario):
    """Lo que se le dice."""

    respuesta = TextAreaField("Qué se le dice", [InputRequired("Escriba qué se le dice."), Length(max=4_000)])


@bp.get("")
def inicio() -> str:
    """Las solicitudes, la que vence antes primero."""
    return render_template(
        "derechos/inicio.html", solicitudes=consultas.solicitudes(), por_olvidar=consultas.por_olvidar()
    )


@bp.route("/nueva", methods=["GET", "POST"])
def nueva() -> Response | tuple[str, int]:
    """Recibe una solicitud de quien está presente."""
    formulario = FormularioDeSolicitud(request.form)
    if request.method == "POST" and formulario.validate():
        pedido = operaciones.Pedido(formulario.clase.data, formulario.pide.data, formulario.codigo.data or "")
        try:
            uuid = operaciones.radicar(actor_actual(), pedido)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("La solicitud quedó recibida. Este es su plazo.", "exito")
            return redirect(url_for("derechos.ver", uuid=uuid))
    estado = 200 if request.method == "GET" else 400
    return render_template("derechos/nueva.html", formulario=formulario), estado


@bp.route("/secreto", methods=["GET", "POST"])
def secreto() -> Response | tuple[str, int]:
    """Ella elige el secreto con que podrá pedir sin venir."""
    formulario = FormularioDeSecreto(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.fijar_secreto(actor_actual(), formulario.codigo.data, formulario.secreto.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("El secreto quedó guardado. Con su tarjeta y él puede pedir desde donde esté.", "exito")
            return redirect(url_for("derechos.inicio"))
    estado = 200 if request.method == "GET" else 400
    return render_template("derechos/secreto.html", formulario=formulario), estado


@bp.get("/<uuid:uuid>")
def ver(uuid: UUID) -> str:
    """Una solicitud: qué pide, cuánto falta y qué se puede hacer."""
    return _pagina(uuid, FormularioDeTexto())


@bp.post("/<uuid:uuid>/tramite")
def en_tramite(uuid: UUID) -> Response:
    """Pone la leyenda «reclamo en trámite»."""
    operaciones.poner_en_tramite(actor_actual(), uuid)
    flash("Quedó la leyenda «reclamo en trámite».", "exito")
    return redirect(url_for("derechos.ver", uuid=uuid))


@bp.post("/<uuid:uuid>/prorroga")
def prorrogar(uuid: UUID) -> Response | tuple[str, int]:
    """Alarga el plazo una vez."""
    return _con_texto(uuid, operaciones.prorrogar, "El plazo se prorrogó. Avísele a ella hoy mismo.")


@bp.post("/<uuid:uuid>/responder")
def responder(uuid: UUID) -> Response | tuple[str, int]:
    """La cierra con lo que se le respondió."""
    return _con_texto(uuid, operaciones.responder, "La solicitud quedó respondida.")


@bp.post("/<uuid:uuid>/negar")
def negar(uuid: UUID) -> Response | tuple[str, int]:
    """La cierra diciendo por qué no se puede."""
    return _con_texto(uuid, operaciones.negar, "La solicitud quedó negada, con su razón.")


@bp.get("/<uuid:uuid>/expediente")
def expediente(uuid: UUID) -> Response | str:
    """Todo lo que hay de ella, para leerlo o entregárselo en PDF; queda anotado que se abrió."""
    formato = "pdf" if request.args.get("formato") == "pdf" else ""
    documento = operaciones.abrir_expediente(actor_actual(), uuid, formato)
    if formato:
        respuesta = make_response(en_pdf.escribir(documento))
        respuesta.headers["Content-Type"] = "application/pdf"
        respuesta.headers["Content-Disposition"] = 'attachment; filename="expediente.pdf"'
        return respuesta
    return render_template("derechos/expediente.html", cuerpo=en_html.cuerpo(documento, 2), uuid=uuid)


@bp.route("/<uuid:uuid>/corregir", methods=["GET", "POST"])
def corregir(uuid: UUID) -> Response | tuple[str, int]:
    """Las preguntas opcionales, con lo que ella dice ahora."""
    errores: list[str] = []
    if request.method == "POST":
        dichas = {p: v for p in PREGUNTAS if (v := request.form.get(p, DEJAR)) != DEJAR}
        try:
            operaciones.corregir_respuestas(actor_actual(), uuid, dichas)
        except ErrorDeRegistro as error:
            errores.append(error.mensaje)
        else:
            flash("Sus respuestas quedaron corregidas y la solicitud respondida.", "exito")
            return redirect(url_for("derechos.ver", uuid=uuid))
    pagina = render_template(
        "derechos/corregir.html",
        solicitud=consultas.solicitud(uuid),
        preguntas=PREGUNTAS.values(),
        errores=errores,
        dejar=DEJAR,
    )
    return pagina, 400 if errores else 200


@bp.route("/<uuid:uuid>/suprimir", methods=["GET", "POST"])
def suprimir(uuid: UUID) -> Response | str:
    """Dice qué se borra y qué queda; al confirmarlo, se borra."""
    if request.method == "POST":
        operaciones.suprimir(actor_actual(), uuid)
        flash("Sus datos se borraron. Las cuentas no cambiaron.", "exito")
        return redirect(url_for("derechos.ver", uuid=uuid))
    return render_template("derechos/suprimir.html", solicitud=consultas.solicitud(uuid))


@bp.post("/olvidar/<int:vigencia>")
def olvidar(vigencia: int) -> Response:
    """Quita lo que mantenía las cuentas de una vigencia que ya cerró."""
    operaciones.olvidar_vigencia(actor_actual(), vigencia)
    flash(f"De quienes se borraron en {vigencia} ya no queda nada.", "exito")
    return redirect(url_for("derechos.inicio"))


def _con_texto(uuid: UUID, hacer: Callable[..., None], frase: str) -> Response | tuple[str, int]:
    formulario = FormularioDeTexto(request.form)
    if formulario.validate():
        try:
            hacer(actor_actual(), uuid, formulario.respuesta.data)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(frase, "exito")
            return redirect(url_for("derechos.ver", uuid=uuid))
    return _pagina(uuid, formulario), 400


def _pagina(uuid: UUID, formulario: FormularioDeTexto) -> str:
    return render_template(
        "derechos/solicitud.html", solicitud=consultas.solicitud(uuid), formulario=formulario, pasos=PASOS
    )
