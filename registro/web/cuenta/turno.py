"""Volver a escribir la contraseña y entregar el turno a otra persona en el mismo equipo."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length, Optional

from registro.seguridad import acceso, operaciones
from registro.web.controles import Formulario
from registro.web.cuenta.seccion import bp
from registro.web.destinos import destino_propio

CLAVE = "clave_confirmada"  # un nombre que ningún otro formulario usa: viaja junto a lo que se iba a enviar


class FormularioDeTurno(Formulario):
    """Con qué entra quien recibe."""

    usuario = StringField("Usuario de quien recibe", [InputRequired("Escriba el usuario."), Length(max=60)])
    clave = PasswordField("Contraseña", [InputRequired("Escriba la contraseña."), Length(max=200)])
    codigo = StringField(
        "Código",
        [Optional(), Length(max=40)],
        description="Sólo si quien recibe entra con un código de su teléfono.",
    )


@bp.post("/confirmar")
def confirmar() -> Response | tuple[str, int]:
    """Comprueba la contraseña y sigue adonde se iba, con lo que se estaba enviando."""
    luego = destino_propio(request.args.get("luego"))
    motivo = operaciones.confirmar_clave(acceso.actor_actual(), request.form.get(CLAVE, ""))
    if motivo:
        return pagina_de_confirmar(luego, motivo)
    acceso.confirmar()
    envia = request.args.get("envia") == "si"
    return redirect(luego, 307 if envia else 303)


def pagina_de_confirmar(luego: str, motivo: str = "") -> tuple[str, int]:
    """Pide la contraseña sin perder lo que se iba a enviar: viaja oculto en el mismo formulario."""
    envia = request.method == "POST" and (
        request.endpoint != "cuenta.confirmar" or bool(request.args.get("envia"))
    )
    pares = [
        (nombre, valor)
        for nombre, valor in request.form.items(multi=True)
        if envia and nombre not in {CLAVE, "csrf_token"}
    ]
    accion = url_for("cuenta.confirmar", luego=luego, envia="si" if envia else None)
    pagina = render_template(
        "cuenta/confirmar.html", accion=accion, pares=pares, motivo=motivo, campo_de_clave=CLAVE
    )
    return pagina, 400 if motivo else 200


@bp.route("/turno", methods=["GET", "POST"])
def turno() -> Response | tuple[str, int]:
    """Quien recibe escribe lo suyo; si no coincide, sigue quien estaba."""
    formulario = FormularioDeTurno(request.form)
    if request.method == "POST" and formulario.validate():
        entrada = operaciones.autenticar(formulario.usuario.data, formulario.clave.data)
        if entrada.usuaria is not None and entrada.usuaria.con_codigo:
            entrada = operaciones.comprobar_codigo(entrada.usuaria.id, formulario.codigo.data or "")
        if entrada.usuaria is not None:
            acceso.cambiar_turno(entrada.usuaria)
            flash(f"El turno quedó a nombre de {entrada.usuaria.nombre}. Lo abierto sigue abierto.", "exito")
            return redirect(url_for("ingreso.inicio"))
        formulario.form_errors.append(entrada.motivo)
    estado = 200 if request.method == "GET" else 400
    return render_template("cuenta/turno.html", formulario=formulario), estado
