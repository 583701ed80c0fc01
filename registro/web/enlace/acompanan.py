"""Lo que acompaña a un reporte: archivos, explicaciones de lo que no cuadra y alcances."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.enlace.descargas import entregar
from registro.web.enlace.formularios import (
    FormularioDeAlcance,
    FormularioDeArchivo,
    FormularioDeExplicacion,
)
from registro.web.enlace.seccion import bp

RUTA = "/<codigo>/<int:vigencia>/<int:trimestre>"


@bp.route(f"{RUTA}/archivos", methods=["GET", "POST"])
def archivos(codigo: str, vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """Adjunta un soporte."""
    periodo = Periodo.leer(vigencia, trimestre)
    formulario, estado = FormularioDeArchivo(request.form), 200
    if request.method == "POST":
        try:
            _adjuntar(codigo, periodo)
        except ErrorDeRegistro as error:
            senalar(formulario, ErrorDeRegistro(error.mensaje, "archivo"))
            estado = 400
        else:
            flash("El archivo quedó adjunto.", "exito")
            return redirect(url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre))
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    return render_template("enlace/archivo.html", ficha=ficha, formulario=formulario), estado


def _adjuntar(codigo: str, periodo: Periodo) -> None:
    archivo = request.files.get("archivo")
    if archivo is None or not archivo.filename:
        raise ErrorDeRegistro("Elija el archivo que va a adjuntar.", "archivo")
    operaciones.adjuntar(actor_actual(), codigo, periodo, archivo.filename, archivo.read())


@bp.post(f"{RUTA}/archivos/<uuid:propio>/retirar")
def retirar(codigo: str, vigencia: int, trimestre: int, propio: UUID) -> Response:
    """Quita un soporte."""
    operaciones.retirar(actor_actual(), codigo, Periodo.leer(vigencia, trimestre), propio)
    flash("El archivo se retiró y su contenido se borró.", "exito")
    return redirect(url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre))


@bp.get("/archivos/<uuid:propio>")
def archivo(propio: UUID) -> Response:
    """Descarga un soporte de su sector."""
    return entregar(operaciones.descargar(actor_actual(), propio))


@bp.route(f"{RUTA}/explicar/<regla>", methods=["GET", "POST"])
def explicar(codigo: str, vigencia: int, trimestre: int, regla: str) -> Response | tuple[str, int]:
    """Dice por qué algo que no cuadra está bien así."""
    periodo = Periodo.leer(vigencia, trimestre)
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    formulario = FormularioDeExplicacion(request.form)
    if request.method == "POST":
        try:
            operaciones.dispensar(actor_actual(), codigo, periodo, regla, formulario.motivo.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("Quedó explicado.", "exito")
            return redirect(url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre))
    pagina = render_template(
        "enlace/explicar.html",
        seccion="enlace",
        ficha=ficha,
        hallazgo=consultas.hallazgo(ficha, regla),
        formulario=formulario,
        volver=url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre),
    )
    return pagina, 200 if request.method == "GET" else 400


@bp.route(f"{RUTA}/alcance", methods=["GET", "POST"])
def alcance(codigo: str, vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """Añade o corrige un reporte aprobado."""
    periodo = Periodo.leer(vigencia, trimestre)
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    formulario = FormularioDeAlcance(request.form)
    formulario.ajustar(ficha)
    if request.method == "POST":
        try:
            operaciones.enviar_alcance(
                actor_actual(), codigo, periodo, formulario.texto.data or "", formulario.escrito()
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("El alcance se envió. La cifra no cambia hasta que la Dirección lo acepte.", "exito")
            return redirect(url_for(".reporte", codigo=codigo, vigencia=vigencia, trimestre=trimestre))
    estado = 200 if request.method == "GET" else 400
    return render_template("enlace/alcance.html", ficha=ficha, formulario=formulario), estado
