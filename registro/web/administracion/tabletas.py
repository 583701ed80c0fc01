"""Tabletas: invitarlas con un QR de un solo uso, ver cómo van y revocarlas."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from registro import qr
from registro.errores import ErrorDeRegistro
from registro.seguridad.acceso import actor_actual
from registro.seguridad.dispositivos import consultas, operaciones
from registro.web.administracion.seccion import bp
from registro.web.controles import Formulario, senalar

SEGUNDOS_DE_DESFASE = 300


class FormularioDeTableta(Formulario):
    """Cómo se llamará la tableta."""

    nombre = StringField(
        "Nombre de la tableta",
        [InputRequired("Escriba cómo se llamará la tableta."), Length(max=120)],
        description="Como está marcada por detrás: «Tableta 3».",
    )


@bp.route("/tabletas", methods=["GET", "POST"])
def tabletas() -> Response | tuple[str, int]:
    """Las inscritas, y el formulario para invitar otra."""
    formulario = FormularioDeTableta(request.form)
    if request.method == "POST" and formulario.validate():
        try:
            return _invitar(formulario.nombre.data or "")
        except ErrorDeRegistro as error:
            senalar(formulario, error)
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "administracion/tabletas.html",
        tabletas=consultas.dispositivos(),
        formulario=formulario,
        desfase_notable=SEGUNDOS_DE_DESFASE,
    ), estado


@bp.post("/tabletas/<int:tableta_id>/revocar")
def revocar_tableta(tableta_id: int) -> Response:
    """Deja de recibir; puede entregar lo que guardaba."""
    operaciones.revocar(actor_actual(), tableta_id, request.form.get("motivo", ""))
    flash("La tableta quedó revocada. Si tiene lecturas por entregar, todavía se reciben.", "exito")
    return redirect(url_for("administracion.tabletas"))


def _invitar(nombre: str) -> tuple[str, int]:
    invitada = operaciones.invitar(actor_actual(), nombre)
    raiz = current_app.config["REGISTRO"].url_publica or request.url_root.rstrip("/")
    # El código va después de #: el navegador no lo manda a nadie y no queda en ningún registro.
    direccion = f"{raiz}/campo/tableta#inscribir={invitada.codigo}"
    dibujo = Markup(qr.svg(direccion, modulo=6, titulo="Código de inscripción", en_pantalla=True))  # noqa: S704 - lo arma qr.py
    return render_template(
        "administracion/tableta_invitada.html", nombre=nombre, invitada=invitada, dibujo=dibujo
    ), 200
