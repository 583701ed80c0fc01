"""Las definiciones de los productos, leídas enteras en dos consultas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.extensiones import db, tabla_de
from registro.indicadores import reglas
from registro.indicadores.definiciones.modelo import DefinicionDeProducto, MetaDeDefinicion
from registro.indicadores.formulas import Tramo
from registro.indicadores.reportes.modelo import CorteCerrado, DefinicionCongelada
from registro.indicadores.reportes.periodos import Periodo
from registro.indicadores.versiones import Definicion, Version, en_orden

_PROPIOS = [campo.name for campo in fields(Definicion) if campo.name not in {"metas", "regla"}]


def versiones(
    productos: Sequence[int] | None = None, sesion: Session | None = None
) -> dict[int, list[Version]]:
    """Por producto, sus versiones en orden; sin decir cuáles productos, las de todos."""
    origen = sesion or db.session
    definicion, meta = tabla_de(DefinicionDeProducto).c, tabla_de(MetaDeDefinicion).c
    cuales = [] if productos is None else [definicion.producto_id.in_(productos)]
    orden_de_metas = (
        select(meta.definicion_id, meta.desde, meta.hasta, meta.valor)
        .join(definicion.id.table, definicion.id == meta.definicion_id)
        .where(*cuales)
        .order_by(meta.hasta, meta.desde)
    )
    metas: dict[int, list[Tramo]] = defaultdict(list)
    for definicion_id, desde, hasta, valor in origen.execute(orden_de_metas):
        metas[definicion_id].append(Tramo(desde, hasta, valor))
    halladas: dict[int, list[Version]] = defaultdict(list)
    for fila in origen.execute(select(definicion.id.table).where(*cuales)):
        propios = {nombre: getattr(fila, nombre) for nombre in _PROPIOS}
        entera = Definicion(**propios, regla=reglas.leer(fila.regla), metas=tuple(metas[fila.id]))
        halladas[fila.producto_id].append(Version(fila.id, fila.numero, fila.desde, fila.acto, entera))
    return {producto: en_orden(suyas) for producto, suyas in halladas.items()}


def congeladas(dia: date) -> dict[int, int]:
    """Por producto, la versión con que se cerró el corte que termina ese día; nada si no se ha cerrado."""
    periodo = Periodo.de(dia)
    if periodo.fin != dia:
        return {}
    orden = (
        select(DefinicionCongelada.producto_id, DefinicionCongelada.definicion_id)
        .join(CorteCerrado, CorteCerrado.id == DefinicionCongelada.corte_id)
        .where(
            CorteCerrado.vigencia == periodo.vigencia,
            CorteCerrado.trimestre == periodo.trimestre,
            CorteCerrado.reabierto_en.is_(None),
        )
    )
    return dict(db.session.execute(orden).all())
