"""Un reporte por dentro: aprobarlo, devolverlo, reabrirlo y responder su alcance."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from registro.errores import ErrorDeRegistro
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.enlace.descargas import entregar
from registro.web.enlace.formularios import FormularioDeExplicacion
from registro.web.revision.seccion import bp

RUTA = "/<codigo>/<int:vigencia>/<int:trimestre>"


class FormularioDeObservaciones(Formulario):
    """Qué debe corregir el sector."""

    observaciones = TextAreaField(
        "Observaciones", description="El sector las lee y corrige. Sin ellas no se devuelve."
    )


class FormularioDeMotivo(Formulario):
    """Por qué se da un paso que deja huella."""

    motivo = TextAreaField("Motivo", description="Queda en la historia del reporte.")


class FormularioDeRespuesta(Formulario):
    """Qué se le responde a un alcance."""

    respuesta = TextAreaField("Respuesta", description="Para aceptarlo puede quedar vacía; para negarlo, no.")


@bp.get(RUTA)
def reporte(codigo: str, vigencia: int, trimestre: int) -> str:
    """Lo que reportó el sector, lo que no cuadra y lo que se puede hacer."""
    return _mostrar(Periodo.leer(vigencia, trimestre), codigo, FormularioDeObservaciones())


@bp.post(f"{RUTA}/aprobar")
def aprobar(codigo: str, vigencia: int, trimestre: int) -> Response:
    """Su cifra empieza a contar."""
    periodo = Periodo.leer(vigencia, trimestre)
    operaciones.aprobar(actor_actual(), codigo, periodo, request.form.get("version", 0, type=int))
    flash(f"Quedó aprobado el {codigo}, {periodo.nombre}.", "exito")
    return redirect(url_for("revision.inicio"))


@bp.post(f"{RUTA}/devolver")
def devolver(codigo: str, vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """Vuelve al sector con lo que hay que corregir."""
    periodo, formulario = Periodo.leer(vigencia, trimestre), FormularioDeObservaciones(request.form)
    version = request.form.get("version", 0, type=int)
    try:
        operaciones.devolver(actor_actual(), codigo, periodo, formulario.observaciones.data or "", version)
    except ErrorDeRegistro as error:
        senalar(formulario, error)
        return _mostrar(periodo, codigo, formulario), error.estado
    flash(f"Se devolvió el {codigo}, {periodo.nombre}.", "exito")
    return redirect(url_for("revision.inicio"))


@bp.route(f"{RUTA}/reabrir", methods=["GET", "POST"])
def reabrir(codigo: str, vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """Un reporte aprobado vuelve al sector, con su razón."""
    periodo = Periodo.leer(vigencia, trimestre)
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    formulario = FormularioDeMotivo(request.form)
    if request.method == "POST":
        version = request.form.get("version", 0, type=int)
        try:
            operaciones.reabrir(actor_actual(), codigo, periodo, formulario.motivo.data or "", version)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Se reabrió: su cifra no cuenta hasta que vuelva a aprobarse.", "exito")
            return redirect(url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre))
    estado = 200 if request.method == "GET" else 400
    return render_template("revision/reabrir.html", ficha=ficha, formulario=formulario), estado


@bp.route(f"{RUTA}/alcance/<int:alcance_id>", methods=["GET", "POST"])
def alcance(codigo: str, vigencia: int, trimestre: int, alcance_id: int) -> Response | tuple[str, int]:
    """Acepta o niega un alcance."""
    periodo = Periodo.leer(vigencia, trimestre)
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    formulario = FormularioDeRespuesta(request.form)
    if request.method == "POST":
        acepta = request.form.get("paso") == "aceptar"
        try:
            operaciones.resolver_alcance(
                actor_actual(), alcance_id, formulario.respuesta.data or "", acepta=acepta
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Se {'aceptó' if acepta else 'negó'} el alcance.", "exito")
            return redirect(url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre))
    estado = 200 if request.method == "GET" else 400
    propio = consultas.alcance(ficha, alcance_id)
    return render_template(
        "revision/alcance.html",
        ficha=ficha,
        alcance=propio,
        formulario=formulario,
        no_cuadra=consultas.con_alcance(ficha, propio),
    ), estado


@bp.route(f"{RUTA}/explicar/<regla>", methods=["GET", "POST"])
def explicar(codigo: str, vigencia: int, trimestre: int, regla: str) -> Response | tuple[str, int]:
    """Dice por qué algo que no cuadra está bien así."""
    periodo = Periodo.leer(vigencia, trimestre)
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    formulario = FormularioDeExplicacion(request.form)
    volver = url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre)
    if request.method == "POST":
        try:
            operaciones.dispensar(actor_actual(), codigo, periodo, regla, formulario.motivo.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó explicado.", "exito")
            return redirect(volver)
    pagina = render_template(
        "enlace/explicar.html",
        seccion="revision",
        ficha=ficha,
        hallazgo=consultas.hallazgo(ficha, regla),
        formulario=formulario,
        volver=volver,
    )
    return pagina, 200 if request.method == "GET" else 400


@bp.get("/archivos/<uuid:propio>")
def archivo(propio: UUID) -> Response:
    """Descarga un soporte."""
    return entregar(operaciones.descargar(actor_actual(), propio))


def _mostrar(periodo: Periodo, codigo: str, formulario: FormularioDeObservaciones) -> str:
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    return render_template(
        "revision/reporte.html",
        ficha=ficha,
        formulario=formulario,
        revisados=consultas.de_ficha(ficha),
        contexto=consultas.contexto(ficha),
    )
