"""Guardar una versión nueva dentro de la transacción de quien llama; ninguna anterior se toca."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registro.extensiones import ahora_utc
from registro.indicadores.definiciones.modelo import DefinicionDeProducto, MetaDeDefinicion
from registro.indicadores.versiones import Definicion, revisar


def nueva_version(
    sesion: Session, producto_id: int, definicion: Definicion, acto: tuple[str, date | None], quien: str
) -> DefinicionDeProducto:
    """La versión que sigue; ``acto`` es (cuál, desde cuándo rige; sin fecha, desde el comienzo).

    :raises ErrorDeRegistro: la definición no se sostiene.
    """
    revisar(definicion)
    ultima = sesion.scalar(
        select(func.max(DefinicionDeProducto.numero)).where(DefinicionDeProducto.producto_id == producto_id)
    )
    datos = asdict(definicion) | {"regla": definicion.regla.como_texto if definicion.regla else ""}
    metas = datos.pop("metas")
    version = DefinicionDeProducto(
        producto_id=producto_id,
        numero=(ultima or 0) + 1,
        acto=acto[0],
        desde=acto[1],
        registrada_en=ahora_utc(),
        registrada_por=quien,
        metas=[MetaDeDefinicion(**tramo) for tramo in metas],
        **datos,
    )
    sesion.add(version)
    sesion.flush()
    return version
