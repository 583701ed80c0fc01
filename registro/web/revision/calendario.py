"""Cuándo vence cada trimestre: la regla y los vencimientos que una circular movió."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired

from registro.errores import ErrorDeRegistro
from registro.fechas import hoy, leer_fecha
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.reportes.periodos import Periodo
from registro.numeros import leer_entero
from registro.seguridad.acceso import actor_actual
from registro.web.controles import Formulario, senalar
from registro.web.presentacion import Filtro
from registro.web.revision.seccion import bp


class FormularioDePlazo(Formulario):
    """El vencimiento de un trimestre."""

    vence = StringField(
        "Último día para reportar", description="Por ejemplo, 30/10/2026. Vacío: el que dé la regla."
    )
    motivo = TextAreaField("Por qué cambia", description="La circular o el acuerdo que lo mueve.")


class FormularioDeRegla(Formulario):
    """Cuántos días hay, y desde qué trimestre."""

    vigencia = StringField("Desde la vigencia", [InputRequired("Escriba el año.")])
    trimestre = StringField(
        "Desde el trimestre", [InputRequired("Escriba el trimestre.")], description="1, 2, 3 o 4."
    )
    dias_habiles = StringField(
        "Días hábiles para reportar",
        [InputRequired("Escriba cuántos días hábiles hay.")],
        description="Desde que termina el trimestre.",
    )
    nota = TextAreaField("Acto o acuerdo", description="De dónde sale el plazo.")


@bp.get("/plazos")
def plazos() -> str:
    """Los vencimientos de una vigencia y las reglas de donde salen."""
    vigencia = leer_entero(request.args.get("vigencia") or hoy().year, "vigencia")
    Periodo.leer(vigencia, 1)
    anos = [(str(ano), str(ano)) for ano in range(hoy().year + 1, hoy().year - 6, -1)]
    return render_template(
        "revision/plazos.html",
        vigencia=vigencia,
        vencimientos=consultas.vencimientos(vigencia),
        calendario=consultas.calendario(),
        filtros=[Filtro("vigencia", "Vigencia", anos, str(vigencia))],
    )


@bp.route("/plazos/<int:vigencia>/<int:trimestre>", methods=["GET", "POST"])
def plazo(vigencia: int, trimestre: int) -> Response | tuple[str, int]:
    """Mueve el vencimiento de un trimestre."""
    periodo, formulario = Periodo.leer(vigencia, trimestre), FormularioDePlazo(request.form)
    if request.method == "POST":
        try:
            escrito = (formulario.vence.data or "").strip()
            dia = leer_fecha(escrito, "vence") if escrito else None
            operaciones.fijar_plazo(actor_actual(), periodo, dia, formulario.motivo.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Quedó el plazo del {periodo.nombre}.", "exito")
            return redirect(url_for(".plazos", vigencia=vigencia))
    estado = 200 if request.method == "GET" else 400
    actual = consultas.vencimientos(vigencia)[trimestre - 1]
    return render_template("revision/plazo.html", actual=actual, formulario=formulario), estado


@bp.route("/plazos/regla", methods=["GET", "POST"])
def regla() -> Response | tuple[str, int]:
    """Desde un trimestre hay tantos días hábiles."""
    formulario = FormularioDeRegla(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            desde = Periodo.leer(
                leer_entero(formulario.vigencia.data, "vigencia"),
                leer_entero(formulario.trimestre.data, "trimestre"),
            )
            dias = leer_entero(formulario.dias_habiles.data, "dias_habiles")
            operaciones.poner_regla(actor_actual(), desde, dias, formulario.nota.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Desde el {desde.nombre} hay {dias} días hábiles para reportar.", "exito")
            return redirect(url_for(".plazos", vigencia=desde.vigencia))
    estado = 200 if request.method == "GET" else 400
    return render_template("revision/regla.html", formulario=formulario), estado
