"""El archivo sellado que una tableta exportó: se recibe aquí y se le devuelve su recibo."""

from __future__ import annotations

import base64

from flask import render_template, request
from wtforms import FileField

from registro.asistencia.operaciones import ArchivoRecibido, recibir_archivo
from registro.errores import ErrorDeRegistro
from registro.fechas import hoy
from registro.seguridad.acceso import actor_actual
from registro.web.bandeja.seccion import bp
from registro.web.controles import Formulario, senalar


class FormularioDeArchivoSellado(Formulario):
    """El archivo que guardó la tableta."""

    archivo = FileField(
        "Archivo de la tableta",
        description="Su nombre empieza por «notas-» y sigue la fecha. Sólo se abre aquí.",
    )


@bp.route("/archivo", methods=["GET", "POST"])
def archivo() -> str | tuple[str, int]:
    """El formulario, y después qué pasó con cada pieza."""
    formulario = FormularioDeArchivoSellado(request.form)
    if request.method == "GET":
        return render_template("bandeja/archivo.html", formulario=formulario)
    try:
        return _mostrar(recibir_archivo(actor_actual(), _subido()))
    except ErrorDeRegistro as error:
        senalar(formulario, error)
        return render_template("bandeja/archivo.html", formulario=formulario), error.estado


def _subido() -> bytes:
    subido = request.files.get("archivo")
    if subido is None or not subido.filename:
        raise ErrorDeRegistro("Elija el archivo que guardó la tableta.", "archivo")
    return subido.read()


def _mostrar(recibido: ArchivoRecibido) -> str:
    # El recibo viaja dentro de la misma página: no se guarda en ninguna parte.
    cuerpo = base64.b64encode(recibido.recibo.encode()).decode("ascii")
    return render_template(
        "bandeja/archivo_recibido.html",
        recibido=recibido,
        recibo=f"data:application/json;base64,{cuerpo}",
        nombre=f"recibo-{hoy().isoformat()}.json",
    )
