"""La bitácora: quién hizo qué y cuándo. Se lee, se busca, no se cambia."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from registro.seguridad import consultas
from registro.web.presentacion import Pagina

bp = Blueprint("bitacora", __name__, url_prefix="/bitacora")

POR_PAGINA = 50


@bp.get("")
def inicio() -> str:
    """Las líneas más recientes primero."""
    texto = request.args.get("q", "").strip()[:100]
    numero = max(1, request.args.get("pagina", 1, type=int))
    lineas, total = consultas.bitacora(texto, desde=(numero - 1) * POR_PAGINA, cuantas=POR_PAGINA)
    pagina = Pagina(
        lineas, numero, POR_PAGINA, total, lambda n: url_for("bitacora.inicio", q=texto or None, pagina=n)
    )
    return render_template("bitacora/inicio.html", pagina=pagina, texto=texto)
