"""Quienes entran: crear, cambiar roles, dar una contraseña provisional, desactivar."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length

from registro.catalogos.consultas import sectores
from registro.errores import ErrorDeRegistro
from registro.seguridad import consultas, operaciones
from registro.seguridad.acceso import actor_actual
from registro.seguridad.permisos import ENLACE, ROLES
from registro.web.administracion.seccion import bp
from registro.web.controles import Formulario, senalar


class FormularioDeUsuaria(Formulario):
    """Quién es y qué puede hacer."""

    usuario = StringField(
        "Usuario",
        [InputRequired("Escriba el usuario."), Length(max=60)],
        description="Con él entra. Letras sin tilde, números, punto y guion: «ana.rojas».",
    )
    nombre = StringField(
        "Nombre",
        [InputRequired("Escriba el nombre."), Length(max=120)],
        description="Como la conoce el equipo; así firma lo que hace.",
    )
    roles = SelectMultipleField(
        "Roles",
        [InputRequired("Elija por lo menos un rol.")],
        choices=[SelectChoice(clave, nombre) for clave, nombre in ROLES.items()],
        description="Sólo los que necesita. Casa de Todas es un rol aparte: nadie más abre sus atenciones.",
    )
    sector_id = SelectField(
        "Sector que reporta",
        choices=[],
        validate_choice=False,
        description="Sólo para enlaces: reporta los productos de ese sector y no ve los de otros.",
    )

    def validate_sector_id(self, campo: SelectField) -> None:
        """Un enlace sin sector no tendría qué reportar."""
        if ENLACE in (self.roles.data or []) and not self.sector:
            raise ValidationError("Elija el sector que reporta: un enlace no trabaja sin él.")

    @property
    def sector(self) -> int | None:
        """El sector elegido, si es uno que existe."""
        validos = {valor for valor, _ in self.sector_id.choices if valor}
        return int(self.sector_id.data) if self.sector_id.data in validos else None


def _formulario(**otros: Any) -> FormularioDeUsuaria:
    formulario = FormularioDeUsuaria(request.form, **otros)
    formulario.sector_id.choices = [("", "Ninguno"), *((str(s.id), s.nombre) for s in sectores())]
    return formulario


@bp.get("/usuarias")
def usuarias() -> str:
    """Todas las usuarias."""
    return render_template("administracion/usuarias.html", usuarias=consultas.usuarias())


@bp.route("/usuarias/nueva", methods=["GET", "POST"])
def crear_usuaria() -> Response | tuple[str, int]:
    """Crea una usuaria y muestra una sola vez su contraseña provisional."""
    formulario = _formulario()
    if request.method == "POST" and formulario.validate():
        try:
            usuaria_id, clave = operaciones.crear_usuaria(
                actor_actual(), formulario.usuario.data, formulario.nombre.data, formulario.roles.data
            )
            if formulario.sector:
                operaciones.poner_sector(actor_actual(), usuaria_id, formulario.sector)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            return _mostrar_clave(usuaria_id, clave)
    estado = 200 if request.method == "GET" else 400
    return render_template("administracion/usuaria_nueva.html", formulario=formulario), estado


@bp.route("/usuarias/<int:usuaria_id>", methods=["GET", "POST"])
def usuaria(usuaria_id: int) -> Response | tuple[str, int]:
    """Corrige nombre y roles."""
    ficha = consultas.exigir_usuaria(usuaria_id)
    formulario = _formulario(obj=ficha, data={"sector_id": str(ficha.sector_id or "")})
    del formulario.usuario
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.cambiar_roles(
                actor_actual(), usuaria_id, formulario.nombre.data, formulario.roles.data
            )
            operaciones.poner_sector(actor_actual(), usuaria_id, formulario.sector)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
        else:
            flash(f"Los cambios de {formulario.nombre.data} quedaron guardados.", "exito")
            return redirect(url_for("administracion.usuarias"))
    estado = 200 if request.method == "GET" else 400
    propia = usuaria_id == actor_actual().usuaria_id  # nadie se deja por fuera a sí misma
    return render_template(
        "administracion/usuaria.html", usuaria=ficha, formulario=formulario, propia=propia
    ), estado


@bp.post("/usuarias/<int:usuaria_id>/clave")
def restablecer(usuaria_id: int) -> tuple[str, int]:
    """Contraseña provisional nueva, a la vista una sola vez."""
    return _mostrar_clave(usuaria_id, operaciones.restablecer_clave(actor_actual(), usuaria_id))


@bp.post("/usuarias/<int:usuaria_id>/activar")
def activar(usuaria_id: int) -> Response:
    """Activa o desactiva."""
    activa = request.form.get("activa") == "si"
    operaciones.activar_usuaria(actor_actual(), usuaria_id, activa=activa)
    ficha = consultas.exigir_usuaria(usuaria_id)
    flash(f"{ficha.nombre} {'ya puede' if activa else 'ya no puede'} entrar.", "exito")
    return redirect(url_for("administracion.usuarias"))


@bp.post("/usuarias/<int:usuaria_id>/quitar-codigo")
def quitar_codigo(usuaria_id: int) -> Response:
    """Perdió el teléfono: se le quita el código y sus llaves de acceso."""
    operaciones.quitar_codigo(actor_actual(), usuaria_id)
    ficha = consultas.exigir_usuaria(usuaria_id)
    flash(f"{ficha.nombre} ya no tiene código ni llaves de acceso.", "exito")
    return redirect(url_for("administracion.usuaria", usuaria_id=usuaria_id))


def _mostrar_clave(usuaria_id: int, clave: str) -> tuple[str, int]:
    ficha = consultas.exigir_usuaria(usuaria_id)
    return render_template("administracion/clave.html", usuaria=ficha, clave=clave), 200
