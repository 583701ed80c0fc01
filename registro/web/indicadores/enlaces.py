"""Adónde lleva cada cifra de la política y de un sector: a su cálculo, y de ahí a sus registros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from registro.indicadores.consultas.avances import Leido
from registro.informes.analisis.colores import PorColor
from registro.informes.analisis.politica import POR_OBJETIVO, Grupo, Politica
from registro.seguridad.acceso import actor_actual
from registro.web.analisis import PREFIJO
from registro.web.indicadores.seccion import direccion

SEMAFORO = {POR_OBJETIVO: "semaforo_por_objetivo"}


@dataclass(frozen=True, slots=True)
class Enlaces:
    """Los de una pantalla, con su vigencia, su corte y sus reglas."""

    mirada: Politica

    @property
    def pares(self) -> dict[str, Any]:
        """Los filtros que siguen de una pantalla a otra."""
        return dict(direccion(self.mirada.parametros))

    def cifra(self, leido: Leido, cual: str = "") -> str:
        """Un producto, con el cálculo de esa cifra abierto."""
        elegida: dict[str, Any] = {"cifra": cual, "_anchor": "calculo"} if cual else {}
        return url_for("indicadores.producto", codigo=leido.ficha.codigo, **self.pares, **elegida)

    def grupo(self, grupo: Grupo) -> str:
        """De qué sale el promedio de un sector o de un objetivo."""
        if self.mirada.parametros.sector:
            return "#calculo"
        vista, abierto = self.mirada.vista, grupo.clave
        return url_for("indicadores.inicio", ver=vista, abierto=abierto, _anchor="abierto", **self.pares)

    def productos(self, grupo: Grupo | None = None, uno: PorColor | None = None) -> str:
        """Los productos de un grupo, de un color, o todos: su lista o, para quien no la abre, su tabla."""
        sector = self.mirada.parametros.sector
        propios: dict[str, Any] = {"sector": sector} if sector else {}
        if not actor_actual().puede("registros.ver"):
            if grupo is not None and self.mirada.vista != POR_OBJETIVO:
                propios["sector"] = grupo.clave
            return url_for("analisis.tabla", nombre="cumplimiento", **self.pares, **propios)
        casilla: dict[str, Any] = {} if grupo is None else {PREFIJO + self.mirada.vista: grupo.clave}
        if uno is not None:
            casilla[f"{PREFIJO}color"] = uno.color.value
        tabla = SEMAFORO.get(self.mirada.vista, "semaforo_por_sector")
        return url_for("analisis.registros_de_una_cifra", nombre=tabla, **self.pares, **propios, **casilla)
