"""Editar los catálogos: el formulario de cada uno sale de su declaración."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice

from registro.catalogos import operaciones
from registro.catalogos.consultas import edicion
from registro.errores import ErrorDeRegistro, OtraVersion
from registro.seguridad.acceso import actor_actual
from registro.web.administracion.seccion import bp
from registro.web.controles import Formulario, senalar
from registro.web.versiones import a_la_vista, chocar, leida


@bp.get("/catalogos/<clave>")
def catalogo(clave: str) -> str:
    """Las filas de un catálogo."""
    declarado = edicion.catalogo_de(clave)
    return render_template("administracion/catalogo.html", catalogo=declarado, filas=edicion.filas(declarado))


@bp.route("/catalogos/<clave>/nueva", methods=["GET", "POST"])
def agregar(clave: str) -> Response | tuple[str, int]:
    """Añade una fila."""
    return _editar(edicion.catalogo_de(clave), None)


@bp.route("/catalogos/<clave>/<int:fila_id>", methods=["GET", "POST"])
def corregir(clave: str, fila_id: int) -> Response | tuple[str, int]:
    """Corrige una fila."""
    declarado = edicion.catalogo_de(clave)
    return _editar(declarado, edicion.fila(declarado, fila_id))


@bp.post("/catalogos/<clave>/<int:fila_id>/activar")
def activar_fila(clave: str, fila_id: int) -> Response:
    """Deja de ofrecer una fila, o vuelve a ofrecerla."""
    activa = request.form.get("activa") == "si"
    operaciones.activar_fila(actor_actual(), clave, fila_id, activa=activa)
    flash(
        "La fila vuelve a ofrecerse." if activa else "La fila ya no se ofrece; lo registrado la conserva.",
        "exito",
    )
    return redirect(url_for("administracion.catalogo", clave=clave))


def _editar(declarado: edicion.Catalogo, fila: edicion.FilaDeCatalogo | None) -> Response | tuple[str, int]:
    clase, choque = _formulario(declarado), None
    formulario = clase(request.form, data=_valores(declarado, fila))
    if request.method == "POST" and formulario.validate():
        try:
            operaciones.guardar_fila(
                actor_actual(), declarado.clave, fila.id if fila else None, formulario.data, leida()
            )
        except ErrorDeRegistro as error:
            senalar(formulario, error)
            if fila and isinstance(error, OtraVersion):
                fila = edicion.fila(declarado, fila.id)
                guardado = clase(data=_valores(declarado, fila))
                choque = chocar(formulario, guardado, f"{declarado.clave}:{fila.id}")
        else:
            flash(f"Quedó guardado en {declarado.nombre.lower()}.", "exito")
            return redirect(url_for("administracion.catalogo", clave=declarado.clave))
    estado = 200 if request.method == "GET" else 400
    return render_template(
        "administracion/fila.html",
        catalogo=declarado,
        fila=fila,
        formulario=formulario,
        version=a_la_vista(fila.version, choque) if fila else None,
        choque=choque,
    ), estado


def _valores(declarado: edicion.Catalogo, fila: edicion.FilaDeCatalogo | None) -> dict[str, str]:
    if fila is None:
        return {}
    return {campo.nombre: valor for campo, valor in zip(declarado.campos, fila.valores, strict=True)}


def _formulario(declarado: edicion.Catalogo) -> type[Formulario]:
    listas = edicion.listas()
    campos: dict[str, object] = {}
    for campo in declarado.campos:
        if campo.lista:
            vacia = [] if campo.obligatorio else [SelectChoice("", f"Sin {campo.etiqueta.lower()}")]
            opciones = [*vacia, *(SelectChoice(valor, texto) for valor, texto in listas[campo.lista])]
            campos[campo.nombre] = SelectField(campo.etiqueta, description=campo.ayuda, choices=opciones)
        else:
            campos[campo.nombre] = StringField(campo.etiqueta, description=campo.ayuda)
    return type("FormularioDeCatalogo", (Formulario,), campos)
