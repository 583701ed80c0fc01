"""La sección de análisis y lo que comparten sus pantallas."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, request

from registro.fechas import fecha_larga
from registro.indicadores.consultas import plan
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


def avisar_de_lo_que_sigue(codigo: str, desde: date) -> None:
    """Lo que se definió con fecha de antes deja de valer donde empieza un acto que ya estaba."""
    despues = [una for una in plan.producto(codigo).versiones if una.desde is not None and una.desde > desde]
    if despues:
        sigue = min(despues, key=lambda una: (una.desde or desde, una.numero))
        flash(
            f"Vale hasta que empieza «{sigue.acto}», el {fecha_larga(sigue.desde or desde)}, que sigue "
            "diciendo lo suyo. Si también cambia desde entonces, defínalo otra vez con esa fecha.",
            "aviso",
        )
