"""La entrada: los informes que se pueden armar."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from registro.informes.filtros import vigencias

bp = Blueprint("informes", __name__, url_prefix="/informes")


@bp.get("")
def inicio() -> str:
    """Un Balance por cada vigencia con actividades."""
    balances = [(vigencia, url_for(".balance", vigencia=vigencia)) for vigencia in vigencias()]
    return render_template("informes/inicio.html", balances=balances)
