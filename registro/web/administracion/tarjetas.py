"""Lotes de tarjetas: emitirlos y descargar las hojas para imprimir."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as RespuestaBase
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.escritores import tarjetas as hojas
from registro.personas import consultas, operaciones
from registro.seguridad.acceso import actor_actual
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, registrar
from registro.web.administracion.seccion import bp
from registro.web.controles import CampoEntero, Formulario, senalar


class FormularioDeLote(Formulario):
    """Cuántas tarjetas y cómo se llama el lote."""

    nombre = StringField(
        "Nombre del lote",
        [Length(max=120)],
        description="Opcional. Va en el borde de la hoja, no en las tarjetas.",
    )
    cantidad = CampoEntero("Cantidad", [InputRequired("Escriba cuántas tarjetas.")])


@bp.route("/tarjetas", methods=["GET", "POST"])
def tarjetas() -> RespuestaBase | tuple[str, int]:
    """Lotes emitidos y el formulario para emitir otro."""
    formulario = FormularioDeLote(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.emitir_lote(actor_actual(), formulario.cantidad.data, formulario.nombre.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash("El lote quedó emitido. Descargue sus hojas e imprímalas al 100 %.", "exito")
            return redirect(url_for("administracion.tarjetas"))
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "administracion/tarjetas.html", lotes=consultas.lotes(), formulario=formulario
    ), estado


@bp.post("/tarjetas/<int:lote_id>/hojas")
def imprimir(lote_id: int) -> Response:
    """Las hojas en PDF de las tarjetas del lote que siguen en blanco; queda anotado quién las descargó."""
    codigos = operaciones.reimprimir_lote(actor_actual(), lote_id)
    if not codigos:
        raise EnConflicto(
            "Todas las tarjetas de ese lote ya se entregaron: no hay ninguna en blanco que imprimir."
        )
    salida = Salida(f"Hojas de tarjetas del lote {lote_id}", RESERVADA, hojas.PARA_IMPRIMIR, "pdf")
    ficha = registrar(actor_actual(), salida)
    pdf = hojas.pdf(codigos, f"Lote {lote_id} · serie {ficha.serie}", ficha.renglon)
    nombre = f"tarjetas-lote-{lote_id}.pdf"
    return Response(
        pdf, mimetype="application/pdf", headers={"Content-Disposition": f'attachment; filename="{nombre}"'}
    )
