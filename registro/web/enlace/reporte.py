"""El reporte de un producto: escribirlo, guardarlo como borrador y enviarlo."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from registro.errores import ErrorDeRegistro
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.estados import EN_MANOS_DEL_SECTOR
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.acceso import actor_actual
from registro.web.controles import senalar
from registro.web.enlace.formularios import FormularioDeReporte, guardado
from registro.web.enlace.seccion import bp

SE_EDITA = EN_MANOS_DEL_SECTOR | {consultas.SIN_EMPEZAR}
ENVIADO = "Se envió. La Dirección lo revisa; si hay algo por corregir, volverá aquí con sus observaciones."


@bp.route("/<codigo>/<int:vigencia>/<int:trimestre>", methods=["GET", "POST"])
def reporte(codigo: str, vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """El formulario, o lo que se envió si ya no está en manos del sector."""
    periodo = Periodo.leer(vigencia, trimestre)
    ficha = consultas.reporte(actor_actual(), codigo, periodo)
    if request.method == "GET":
        return _mostrar(ficha, FormularioDeReporte(data=guardado(ficha))), 200
    formulario = FormularioDeReporte(request.form)
    formulario.ajustar(ficha)
    vista = version = request.form.get("version", 0, type=int)
    try:
        version = operaciones.guardar(actor_actual(), codigo, periodo, formulario.borrador(version))
        if request.form.get("paso") == "enviar":
            operaciones.enviar(actor_actual(), codigo, periodo, version)
            flash(ENVIADO, "exito")
            return redirect(url_for("enlace.inicio"))
    except ErrorDeRegistro as error:
        senalar(formulario, error)
    else:
        flash("El borrador quedó guardado.", "exito")
        sigue = ".archivos" if request.form.get("paso") == "adjuntar" else ".reporte"
        return redirect(url_for(sigue, codigo=codigo, vigencia=vigencia, trimestre=trimestre))
    fresca = consultas.reporte(actor_actual(), codigo, periodo)
    # Si otra lo guardó, la versión ya es la de ahora: volver a guardar es decidir con las dos a la vista.
    por_guardar = version == vista
    choque = por_guardar and vista != fresca.version
    return _mostrar(fresca, formulario, fresca.version, choque=choque, por_guardar=por_guardar), 400


def _mostrar(
    ficha: consultas.FichaDeReporte,
    formulario: FormularioDeReporte,
    version: int | None = None,
    *,
    choque: bool = False,
    por_guardar: bool = False,
) -> str:
    if "numerador" in formulario:
        formulario.ajustar(ficha)
    impide = consultas.por_que_no(ficha)
    # Con errores a la vista el formulario se muestra aunque no se pueda enviar: lo escrito no se pierde.
    abierto = impide is None or ficha.id is None or bool(formulario.form_errors)
    se_edita = ficha.estado in SE_EDITA and abierto
    return render_template(
        "enlace/reporte.html" if se_edita else "enlace/enviado.html",
        ficha=ficha,
        formulario=formulario,
        version=ficha.version if version is None else version,
        revisados=consultas.de_ficha(ficha),
        contexto=consultas.contexto(ficha),
        por_que_no=impide,
        distintos=_distintos(formulario, ficha) if choque else None,
        por_guardar=por_guardar,
    )


def _distintos(formulario: FormularioDeReporte, ficha: consultas.FichaDeReporte) -> list[tuple[str, str]]:
    """Lo que la otra persona dejó guardado, donde lo escrito es otra cosa."""
    suyo = guardado(ficha)
    return [
        (campo.label.text, str(suyo[campo.name] or "sin dato"))
        for campo in formulario
        if (campo.data or "") != (suyo[campo.name] or "")
    ]
