"""Cuántas personas asistieron a una actividad, sin decir nunca quiénes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import case, func, select

from registro.actividades.base import Conteo
from registro.actividades.conteos import contadas, declaradas, excede
from registro.asistencia import reglas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.extensiones import db
from registro.recordadas import recordada


@dataclass(frozen=True, slots=True)
class ConteoDeActividad:
    """Lo que se ha contado en una actividad."""

    nominales: int
    anonimas: int
    declaradas: int | None
    por_revisar: int

    @property
    def leidas(self) -> int:
        """Con tarjeta y sin ella."""
        return self.nominales + self.anonimas

    @property
    def total(self) -> int:
        """Las asistencias de la actividad."""
        return contadas(self.leidas, self.declaradas)

    @property
    def excede(self) -> bool:
        """Se leyó más de lo que el equipo declaró: alguien debe mirar cuál está bien."""
        return excede(self.leidas, self.declaradas)


@recordada
def conteo(actividad_id: int) -> ConteoDeActividad:
    """Lo contado hasta ahora en una actividad."""
    con_tarjeta = func.sum(case((Asistencia.credencial_id.is_not(None), Asistencia.cantidad), else_=0))
    vigentes = select(func.coalesce(con_tarjeta, 0), func.coalesce(func.sum(Asistencia.cantidad), 0)).where(
        Asistencia.actividad_id == actividad_id, Asistencia.anulada_en.is_(None)
    )
    nominales, todas = db.session.execute(vigentes).one()
    escritos = select(Conteo.publico, Conteo.cantidad).where(Conteo.actividad_id == actividad_id)
    por_revisar = select(func.count()).where(
        Lectura.actividad_id == actividad_id,
        Lectura.estado.in_((reglas.Estado.EN_REVISION, reglas.Estado.RECHAZADA)),
        Lectura.resuelta_en.is_(None),
    )
    return ConteoDeActividad(
        nominales=int(nominales),
        anonimas=int(todas) - int(nominales),
        declaradas=declaradas(dict(iter(db.session.execute(escritos)))),
        por_revisar=db.session.scalar(por_revisar) or 0,
    )


def leidas_de(actividades: Iterable[int]) -> Counter[int]:
    """Cuántas se han leído en cada actividad, con tarjeta y sin ella, en una sola consulta."""
    return Counter(dict(_leidas(tuple(actividades))))


@recordada
def _leidas(actividades: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    orden = (
        select(Asistencia.actividad_id, func.sum(Asistencia.cantidad))
        .where(Asistencia.actividad_id.in_(actividades), Asistencia.anulada_en.is_(None))
        .group_by(Asistencia.actividad_id)
    )
    return tuple((actividad, int(cuantas)) for actividad, cuantas in db.session.execute(orden))
