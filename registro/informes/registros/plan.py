"""Los productos que hay detrás de una cifra del plan."""

from __future__ import annotations

from registro.indicadores.consultas import plan
from registro.informes.registros.hallados import Hallados, Pedido
from registro.tabla import Celda, Columna, TipoColumna

CLAVES = frozenset({"sector", "objetivo", "periodicidad", "todos"})


def productos(pedido: Pedido) -> Hallados:
    """Una línea por producto."""
    sector = pedido.filtro.get("sector") or pedido.parametros.sector
    sector_id = plan.resolver_sector(sector)[0] if sector else None
    hallados = [ficha for ficha in plan.productos(sector_id, pedido.parametros.hasta) if _cae(ficha, pedido)]
    filas = tuple(
        (Celda(f.codigo), Celda(f.nombre), Celda(f.sector), Celda(str(f.objetivo)), Celda(1))
        for f in hallados[pedido.salto : pedido.salto + pedido.cuantas]
    )
    columnas = (
        *(Columna("Código"), Columna("Producto"), Columna("Sector"), Columna("Objetivo")),
        Columna("Productos", TipoColumna.ENTERO),
    )
    return Hallados(columnas, filas, len(hallados), len(hallados))


def _cae(ficha: plan.FichaDeProducto, pedido: Pedido) -> bool:
    pedidos = pedido.filtro
    return (
        pedidos.get("objetivo", str(ficha.objetivo)) == str(ficha.objetivo)
        and pedidos.get("periodicidad", ficha.definicion.periodicidad) == ficha.definicion.periodicidad
    )
