"""Las reglas conocidas sobre el registro: van en la primera definición de sus productos."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.indicadores.definiciones.modelo import DefinicionDeProducto
from registro.indicadores.modelo import Producto
from registro.indicadores.reglas import ATENCIONES, Medida, Regla

ENCUENTRO = "encuentro"


def _area(area: str) -> Regla:
    return Regla(ATENCIONES, Medida.ATENCIONES, (("area", (area,)),))


def _encuentros(categoria: str) -> Regla:
    return Regla(ENCUENTRO, Medida.ACTIVIDADES, (("categoria", (categoria,)),))


CONOCIDAS: dict[str, Regla] = {
    "1.4.1": _area("juridica"),
    "1.4.2": _area("trabajo_social"),
    "1.4.6": _area("psicosocial"),
    "2.2.3": _encuentros("red de apoyo"),
    "4.1.3": _encuentros("asamblea de seguimiento"),
    "4.2.9": _encuentros("recorrido"),
    "1.2.8": _encuentros("escuela de educación emocional"),
}


def escribir(sesion: Session) -> None:
    """Pone cada regla en la definición con que entró su producto."""
    orden = (
        select(Producto.codigo, DefinicionDeProducto)
        .join(DefinicionDeProducto, DefinicionDeProducto.producto_id == Producto.id)
        .where(Producto.codigo.in_(CONOCIDAS), DefinicionDeProducto.numero == 1)
    )
    for codigo, definicion in sesion.execute(orden).all():
        definicion.regla = CONOCIDAS[codigo].como_texto
