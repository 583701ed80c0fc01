"""La sección de análisis y lo que comparten sus pantallas."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from registro.informes import filtros
from registro.informes.catalogo.semaforo import con_vigencia
from registro.informes.parametros import Parametros
from registro.web.presentacion import Filtro

bp = Blueprint("indicadores", __name__, url_prefix="/indicadores")
DE_LA_VISTA = ("vigencia", "corte", "reglas")


def pedidos(**otros: str) -> Parametros:
    """Los filtros de la dirección, con la vigencia ya resuelta."""
    escritos = {nombre: request.args.get(nombre) for nombre in DE_LA_VISTA}
    return con_vigencia(Parametros.leer(escritos | otros))


def elegir(parametros: Parametros) -> list[Filtro]:
    """Las listas de arriba: vigencia, corte y reglas."""
    return [
        Filtro(nombre, filtros.ETIQUETAS[nombre], opciones, parametros.dados.get(nombre, ""))
        for nombre, opciones in filtros.del_plan(parametros)
    ]


def direccion(parametros: Parametros) -> dict[str, Any]:
    """Los filtros que siguen de una pantalla a otra."""
    return {nombre: valor for nombre, valor in parametros.dados.items() if nombre in DE_LA_VISTA}
