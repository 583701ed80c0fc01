"""La política de un vistazo, y cada sector."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for

from registro.informes.analisis import politica
from registro.informes.analisis.colores import PorColor
from registro.seguridad.acceso import actor_actual
from registro.web.analisis import PREFIJO
from registro.web.indicadores.seccion import bp, direccion, elegir, pedidos
from registro.web.presentacion import Filtro


@bp.get("")
def inicio() -> str:
    """Los productos por color y el avance de cada grupo; al lado, el que se abra."""
    parametros = pedidos()
    mirada = politica.mirar(parametros, request.args.get("ver", ""))
    abierto = next((g for g in mirada.grupos if g.clave == request.args.get("abierto")), None)
    listas = [*elegir(parametros), Filtro("ver", "Ver por", tuple(politica.VISTAS.items()), mirada.vista)]
    return render_template(
        "indicadores/politica.html",
        politica=mirada,
        abierto=abierto,
        filtros=listas,
        con_signo=politica.con_signo,
        abrir=lambda grupo: url_for(
            "indicadores.inicio", ver=mirada.vista, abierto=grupo.clave, _anchor="abierto", **_pares(mirada)
        ),
        al_producto=lambda leido: _al_producto(mirada, leido),
        abrir_color=_de_color(mirada),
        pares=_pares(mirada),
    )


@bp.get("/sector/<nombre>")
def sector(nombre: str) -> str:
    """Un sector con sus productos."""
    parametros = pedidos(sector=nombre)
    mirada = politica.sector(parametros)
    return render_template(
        "indicadores/sector.html",
        politica=mirada,
        grupo=mirada.grupos[0] if mirada.grupos else None,
        titulo=parametros.sector,
        filtros=elegir(parametros),
        al_producto=lambda leido: _al_producto(mirada, leido),
        abrir_color=_de_color(mirada),
        pares=_pares(mirada),
    )


def _de_color(mirada: politica.Politica) -> Callable[[PorColor], str] | None:
    """Adónde lleva la cifra de un color: a la lista de sus productos, si quien mira puede abrirla."""
    if not actor_actual().puede("registros.ver"):
        return None
    pares = _pares(mirada) | ({"sector": mirada.parametros.sector} if mirada.parametros.sector else {})

    def abrir(uno: PorColor) -> str:
        casilla: dict[str, Any] = {f"{PREFIJO}color": uno.color.value}
        return url_for("analisis.registros_de_una_cifra", nombre="semaforo_por_sector", **pares, **casilla)

    return abrir


def _pares(mirada: politica.Politica) -> dict[str, Any]:
    return dict(direccion(mirada.parametros))


def _al_producto(mirada: politica.Politica, leido: Any) -> str:
    return url_for("indicadores.producto", codigo=leido.ficha.codigo, **_pares(mirada))
