"""La entrada: los informes que se pueden armar."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, url_for

from registro.fechas import Semestre
from registro.informes.filtros import semestres, semestres_hasta_hoy, vigencias_con_balance
from registro.instancias.consultas import instancias

bp = Blueprint("informes", __name__, url_prefix="/informes")


@bp.get("")
def inicio() -> str:
    """Un Balance por cada vigencia con algo, y un Informe de gestión por instancia y semestre."""
    balances = [
        (vigencia, url_for(".ver", informe="balance", ambito=vigencia))
        for vigencia in vigencias_con_balance()
    ]
    con_sesiones = semestres()
    sin_sesiones = semestres_hasta_hoy(con_sesiones)
    return render_template(
        "informes/inicio.html",
        balances=balances,
        gestiones=_gestiones([*sin_sesiones[:1], *con_sesiones]),
        otras=_gestiones(sin_sesiones[1:]),
    )


def _gestiones(semestres_de_todas: Sequence[Semestre]) -> list[tuple[str, str]]:
    """Por instancia y semestre, cómo se llama su informe y dónde está."""
    return [
        (
            f"{instancia.sigla}, {semestre.nombre}",
            url_for(".ver", informe="gestion", ambito=f"{instancia.sigla}-{semestre}"),
        )
        for instancia in instancias()
        for semestre in semestres_de_todas
    ]
