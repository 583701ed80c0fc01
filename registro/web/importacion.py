"""Importar por pantalla: elegir el archivo, revisarlo, confirmarlo y ver cómo avanza."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as RespuestaBase
from wtforms import FileField, SelectField

from registro.errores import ErrorDeRegistro
from registro.intercambio import consultas, operaciones, segundo_plano
from registro.intercambio.tipos import tipo_de
from registro.seguridad.acceso import actor_actual
from registro.seguridad.permisos import exigir
from registro.web.controles import Formulario, senalar

bp = Blueprint("importacion", __name__, url_prefix="/importar")
RECHAZOS_A_LA_VISTA = 20


class FormularioDeArchivo(Formulario):
    """Qué se importa y de qué archivo."""

    tipo = SelectField("Qué trae el archivo", choices=[], validate_choice=False)
    archivo = FileField("Archivo", description="CSV o Excel (.xlsx), hasta 20 MB.")


@bp.route("", methods=["GET", "POST"])
def inicio() -> RespuestaBase | tuple[str, int]:
    """El formulario, las importaciones recientes y las columnas de cada clase."""
    actor = actor_actual()
    tipos = consultas.tipos_de(actor)
    formulario = FormularioDeArchivo(request.form, tipo=request.args.get("tipo"))
    formulario.tipo.choices = [(tipo.clave, tipo.nombre) for tipo in tipos]
    estado = 200
    if request.method == "POST":
        try:
            propio = _subir()
        except ErrorDeRegistro as error:
            senalar(formulario, ErrorDeRegistro(error.mensaje, error.campo or "archivo"))
            estado = error.estado
        else:
            return redirect(url_for("importacion.ver", propio=propio))
    pagina = render_template(
        "importacion/inicio.html", formulario=formulario, tipos=tipos, recientes=consultas.recientes(actor)
    )
    return pagina, estado


def _subir() -> UUID:
    archivo = request.files.get("archivo")
    if archivo is None or not archivo.filename:
        raise ErrorDeRegistro("Elija el archivo que va a importar.", "archivo")
    tipo = tipo_de(request.form.get("tipo", ""))
    return operaciones.subir(actor_actual(), tipo, archivo.filename, archivo.read())


@bp.get("/<uuid:propio>")
def ver(propio: UUID) -> str:
    """La importación según su estado: por revisar, en curso, terminada, interrumpida o descartada."""
    actor = actor_actual()
    return render_template(
        "importacion/ver.html",
        importacion=consultas.ficha(actor, propio),
        rechazos=consultas.rechazadas(actor, propio, RECHAZOS_A_LA_VISTA),
    )


@bp.post("/<uuid:propio>/confirmar")
def confirmar(propio: UUID) -> RespuestaBase:
    """Empieza, o continúa si se había interrumpido."""
    actor = actor_actual()
    operaciones.confirmar(actor, propio)
    segundo_plano.empezar(current_app.app_context(), actor, propio)
    return redirect(url_for("importacion.ver", propio=propio))


@bp.post("/<uuid:propio>/descartar")
def descartar(propio: UUID) -> RespuestaBase:
    """Borra el archivo subido."""
    operaciones.descartar(actor_actual(), propio)
    flash("El archivo se borró del servidor. Lo que ya había entrado no se tocó.", "exito")
    return redirect(url_for("importacion.inicio"))


@bp.post("/<uuid:propio>/rechazos")
def rechazos(propio: UUID) -> Response:
    """Las filas rechazadas, para corregirlas y volver a subirlas; queda anotado quién las descargó."""
    return _csv(operaciones.descargar_rechazos(actor_actual(), propio), "filas-rechazadas.csv")


@bp.get("/columnas/<clave>")
def columnas(clave: str) -> str:
    """Qué columnas lleva un archivo y cómo se reconoce una fila que ya está."""
    tipo = tipo_de(clave)
    exigir(actor_actual(), tipo.permiso)
    return render_template("importacion/columnas.html", tipo=tipo)


@bp.get("/plantillas/<clave>.csv")
def plantilla(clave: str) -> Response:
    """Un CSV con sólo el encabezado."""
    tipo = tipo_de(clave)
    exigir(actor_actual(), tipo.permiso)
    return _csv(f"{tipo.plantilla}\r\n".encode("utf-8-sig"), f"{clave}.csv")


def _csv(contenido: bytes, nombre: str) -> Response:
    encabezados = {"Content-Disposition": f'attachment; filename="{nombre}"'}
    return Response(contenido, mimetype="text/csv", headers=encabezados)
