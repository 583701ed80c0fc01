"""La entrada: los informes que se pueden armar."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from registro.informes.filtros import semestres, vigencias
from registro.instancias.consultas import instancias

bp = Blueprint("informes", __name__, url_prefix="/informes")


@bp.get("")
def inicio() -> str:
    """Un Balance por cada vigencia con actividades, y un Informe de gestión por instancia y semestre."""
    balances = [(vigencia, url_for(".ver", informe="balance", ambito=vigencia)) for vigencia in vigencias()]
    gestiones = [
        (
            f"{instancia.sigla}, {semestre.nombre}",
            url_for(".ver", informe="gestion", ambito=f"{instancia.sigla}-{semestre}"),
        )
        for instancia in instancias()
        for semestre in semestres()
    ]
    return render_template("informes/inicio.html", balances=balances, gestiones=gestiones)
