"""La portada del enlace: primero lo que debe, después todos sus productos en un trimestre."""

from __future__ import annotations

from flask import render_template, request

from registro.errores import ErrorDeRegistro
from registro.fechas import hoy
from registro.indicadores.reportes import consultas
from registro.indicadores.reportes.periodos import Periodo
from registro.seguridad.acceso import actor_actual
from registro.web.enlace.seccion import bp
from registro.web.presentacion import Filtro

VIGENCIAS_ATRAS = 4


@bp.get("")
def inicio() -> str:
    """Lo que debe el sector, y sus productos en el trimestre que se mire."""
    sector_id = actor_actual().sector_id
    if sector_id is None:
        return render_template("enlace/sin_sector.html")
    periodo = _pedido()
    return render_template(
        "enlace/inicio.html",
        debidos=consultas.debidos(sector_id),
        sector=consultas.sector(sector_id),
        periodo=periodo,
        renglones=consultas.del_trimestre(periodo, sector_id),
        filtros=filtros_de(periodo),
    )


def _pedido() -> Periodo:
    """El trimestre de la dirección o, sin ella, el último que terminó."""
    crudo = request.args.get("periodo", "")
    if not crudo:
        return Periodo.de(hoy()).anterior
    vigencia, _, trimestre = crudo.partition("-T")
    if not (vigencia.isdecimal() and trimestre.isdecimal()):
        raise ErrorDeRegistro("Ese trimestre no existe. Elija uno de la lista.", "periodo")
    return Periodo.leer(int(vigencia), int(trimestre))


def filtros_de(periodo: Periodo) -> list[Filtro]:
    """Los trimestres que se pueden mirar, el más reciente primero."""
    uno, cercanos = Periodo.de(hoy()), []
    while uno.vigencia > hoy().year - VIGENCIAS_ATRAS:
        cercanos.append(uno)
        uno = uno.anterior
    if periodo not in cercanos:
        cercanos.append(periodo)
    opciones = [(str(cual), cual.nombre.capitalize()) for cual in cercanos]
    return [Filtro("periodo", "Trimestre", opciones, str(periodo))]
