"""Lecturas de usuarias y bitácora; devuelven fichas congeladas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select

from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.seguridad.modelo import Anotacion, Usuaria
from registro.seguridad.permisos import ROLES, Actor


@dataclass(frozen=True, slots=True)
class FichaDeUsuaria:
    """Lo que las pantallas saben de una usuaria."""

    id: int
    usuario: str
    nombre: str
    roles: tuple[str, ...]
    activa: bool
    clave_provisional: bool
    sello: str
    bloqueada_hasta: datetime | None
    sector_id: int | None

    @property
    def nombres_de_roles(self) -> str:
        """«Secretaría técnica, Análisis»."""
        return ", ".join(ROLES[rol] for rol in self.roles)

    def como_actor(self) -> Actor:
        """Quien firma las operaciones de esta usuaria."""
        return Actor(self.id, self.nombre, frozenset(self.roles), "pantalla", self.sector_id)


@dataclass(frozen=True, slots=True)
class LineaDeBitacora:
    """Una anotación, para leerla."""

    id: int
    momento: datetime
    actor: str
    origen: str
    accion: str
    objeto: str
    detalle: dict[str, Any]


def ficha(usuaria: Usuaria) -> FichaDeUsuaria:
    """Ficha congelada de una usuaria del modelo."""
    return FichaDeUsuaria(
        id=usuaria.id,
        usuario=usuaria.usuario,
        nombre=usuaria.nombre,
        roles=tuple(sorted(asignado.rol for asignado in usuaria.roles)),
        activa=usuaria.activa,
        clave_provisional=usuaria.clave_provisional,
        sello=usuaria.sello,
        bloqueada_hasta=usuaria.bloqueada_hasta,
        sector_id=usuaria.sector_id,
    )


def usuaria_por_id(usuaria_id: int) -> FichaDeUsuaria | None:
    """La usuaria o ``None``."""
    encontrada = db.session.get(Usuaria, usuaria_id)
    return ficha(encontrada) if encontrada else None


def exigir_usuaria(usuaria_id: int) -> FichaDeUsuaria:
    """La usuaria.

    :raises NoEncontrado: no existe.
    """
    encontrada = usuaria_por_id(usuaria_id)
    if encontrada is None:
        raise NoEncontrado("Esa usuaria no existe.")
    return encontrada


def usuarias() -> list[FichaDeUsuaria]:
    """Todas, activas primero, por nombre."""
    orden = select(Usuaria).order_by(Usuaria.activa.desc(), Usuaria.nombre)
    return [ficha(usuaria) for usuaria in db.session.scalars(orden)]


def bitacora(texto: str = "", *, desde: int = 0, cuantas: int = 50) -> tuple[list[LineaDeBitacora], int]:
    """Líneas que contienen ``texto``, las recientes primero (``cuantas`` desde ``desde``), y el total."""
    orden = select(Anotacion)
    if texto:
        patron = f"%{texto}%"
        orden = orden.where(
            or_(Anotacion.actor.ilike(patron), Anotacion.accion.ilike(patron), Anotacion.objeto.ilike(patron))
        )
    total = db.session.scalar(select(func.count()).select_from(orden.subquery())) or 0
    pagina = db.session.scalars(orden.order_by(Anotacion.id.desc()).offset(desde).limit(cuantas))
    return [
        LineaDeBitacora(a.id, a.momento, a.actor, a.origen, a.accion, a.objeto, a.detalle) for a in pagina
    ], total
