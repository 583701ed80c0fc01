"""La bitácora: quién hizo qué y cuándo. Se lee, se busca, no se cambia."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, render_template, request, url_for
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from registro.asistencia.operaciones import quien_vio
from registro.derechos.consultas import objetos_de
from registro.errores import ErrorDeRegistro
from registro.seguridad import consultas
from registro.seguridad.acceso import actor_actual
from registro.seguridad.divulgacion import consultas as divulgacion
from registro.web.controles import Formulario, senalar
from registro.web.presentacion import Pagina

bp = Blueprint("bitacora", __name__, url_prefix="/bitacora")

POR_PAGINA = 50


class FormularioDeCodigo(Formulario):
    """El código de una tarjeta."""

    codigo = StringField("Código de la tarjeta", [InputRequired("Escriba el código."), Length(max=60)])


@bp.route("/codigo", methods=["GET", "POST"])
def codigo() -> str | tuple[str, int]:
    """Quién ha tenido delante el código de una tarjeta."""
    formulario, vistas = FormularioDeCodigo(request.form), None
    if request.method == "POST" and formulario.validate():
        try:
            vistas = quien_vio(actor_actual(), formulario.codigo.data, objetos_de)
        except ErrorDeRegistro as error:
            senalar(formulario, error)
    estado = 400 if request.method == "POST" and vistas is None else 200
    return render_template("bitacora/codigo.html", formulario=formulario, vistas=vistas), estado


@bp.get("/salidas")
def salidas() -> str:
    """Cada archivo que salió: su serie, para qué, quién lo sacó y cuánto ocultó; y la política que rige."""
    pagina, texto = _pagina("bitacora.salidas", divulgacion.salidas)
    politicas = divulgacion.politicas()
    return render_template("bitacora/salidas.html", pagina=pagina, texto=texto, politicas=politicas)


def _pagina(punto: str, leer: Callable[..., tuple[Any, int]]) -> tuple[Pagina, str]:
    """La página pedida de lo que responde a lo que se busca, y eso que se busca."""
    texto = "".join(letra for letra in request.args.get("q", "") if letra.isprintable()).strip()[:100]
    numero = max(1, request.args.get("pagina", 1, type=int))
    halladas, total = leer(texto, desde=(numero - 1) * POR_PAGINA, cuantas=POR_PAGINA)
    pagina = Pagina(
        halladas, numero, POR_PAGINA, total, lambda otra: url_for(punto, q=texto or None, pagina=otra)
    )
    return pagina, texto


@bp.get("")
def inicio() -> str:
    """Las líneas más recientes primero."""
    pagina, texto = _pagina("bitacora.inicio", consultas.bitacora)
    return render_template("bitacora/inicio.html", pagina=pagina, texto=texto)
