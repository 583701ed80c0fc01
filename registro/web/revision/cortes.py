"""Cerrar un corte y reabrirlo con su razón."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro
from registro.fechas import fecha_larga, hoy
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.periodos import Periodo
from registro.numeros import leer_entero
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.presentacion import Filtro
from registro.web.revision.reporte import FormularioDeMotivo
from registro.web.revision.seccion import bp

PRIMERA_QUE_SE_OFRECE = 2020  # el primer año de la política; uno anterior se pide en la dirección


@bp.get("/cortes")
def cortes() -> str:
    """Los de una vigencia que se pueden cerrar, y todos los que ya se cerraron."""
    ultima = Periodo.de(hoy()).anterior.vigencia
    vigencia = leer_entero(request.args.get("vigencia") or ultima, "vigencia")
    Periodo.leer(vigencia, 1)
    anos = [(str(ano), str(ano)) for ano in range(ultima, min(vigencia, PRIMERA_QUE_SE_OFRECE) - 1, -1)]
    return render_template(
        "revision/cortes.html",
        vigencia=vigencia,
        abiertos=consultas.abiertos(vigencia),
        cierres=consultas.cortes(),
        filtros=[Filtro("vigencia", "Vigencia", anos, str(vigencia))],
    )


@bp.route("/cortes/<int:vigencia>/<int:trimestre>/cerrar", methods=["GET", "POST"])
def cerrar_corte(vigencia: int, trimestre: int) -> Response | str:
    """Dice qué va a quedar quieto y, al confirmar, lo congela."""
    periodo = Periodo.leer(vigencia, trimestre)
    if request.method == "POST":
        operaciones.cerrar_corte(actor_actual(), periodo)
        flash(f"El corte al {fecha_larga(periodo.fin)} quedó cerrado: sus cifras ya no cambian.", "exito")
        return redirect(url_for(".cortes"))
    renglones = consultas.del_trimestre(periodo)
    return render_template(
        "revision/cerrar.html",
        periodo=periodo,
        aprobados=len(consultas.aprobados(periodo)),
        faltan=[uno for uno in renglones if uno.en_manos_del_sector],
        sin_revisar=[uno for uno in renglones if uno.estado == "enviado"],
        alcances=_alcances(periodo),
    )


def _alcances(corte: Periodo) -> list[consultas.Renglon]:
    """Los que esperan respuesta y que cerrar el corte dejaría quietos."""
    esperan = [uno for uno in consultas.por_revisar() if uno.alcance_pendiente]
    return [uno for uno in esperan if uno.periodo.vigencia == corte.vigencia and uno.periodo <= corte]


@bp.route("/cortes/<int:vigencia>/<int:trimestre>/reabrir", methods=["GET", "POST"])
def reabrir_corte(vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """Sus cifras vuelven a ser las vivas."""
    periodo, formulario = Periodo.leer(vigencia, trimestre), FormularioDeMotivo(request.form)
    formulario.motivo.description = "Queda en la historia del corte."
    if request.method == "POST":
        try:
            operaciones.reabrir_corte(actor_actual(), periodo, formulario.motivo.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Se reabrió el corte al {fecha_larga(periodo.fin)}.", "exito")
            return redirect(url_for(".cortes"))
    estado = 200 if request.method == "GET" else 400
    return render_template("revision/reabrir_corte.html", periodo=periodo, formulario=formulario), estado
