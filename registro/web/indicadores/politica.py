"""La política de un vistazo, y cada sector."""

from __future__ import annotations

from flask import render_template, request

from registro.informes.analisis import politica
from registro.web.indicadores.enlaces import Enlaces
from registro.web.indicadores.seccion import bp, elegir, pedidos
from registro.web.presentacion import Filtro


@bp.get("")
def inicio() -> str:
    """Los productos por color y el avance de cada grupo; al lado, el que se abra."""
    parametros = pedidos()
    mirada = politica.mirar(parametros, request.args.get("ver", ""))
    abierto = next((g for g in mirada.grupos if g.clave == request.args.get("abierto")), None)
    listas = [*elegir(parametros), Filtro("ver", "Ver por", tuple(politica.VISTAS.items()), mirada.vista)]
    enlaces = Enlaces(mirada)
    return render_template(
        "indicadores/politica.html",
        politica=mirada,
        abierto=abierto,
        filtros=listas,
        con_signo=politica.con_signo,
        enlaces=enlaces,
        pares=enlaces.pares,
    )


@bp.get("/sector/<nombre>")
def sector(nombre: str) -> str:
    """Un sector con sus productos."""
    parametros = pedidos(sector=nombre)
    mirada = politica.sector(parametros)
    enlaces = Enlaces(mirada)
    return render_template(
        "indicadores/sector.html",
        politica=mirada,
        grupo=mirada.grupos[0] if mirada.grupos else None,
        titulo=parametros.sector,
        filtros=elegir(parametros),
        con_signo=politica.con_signo,
        enlaces=enlaces,
        pares=enlaces.pares,
    )
