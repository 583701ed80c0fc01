"""Las actividades que un equipo abrió sin señal y que la secretaría todavía no ha mirado."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA
from registro.actividades.tipos import tipo_de
from registro.asistencia.ciudadana import Asistencia
from registro.asistencia.tabletas.actividades import ORIGEN_PROVISIONAL
from registro.catalogos.modelo import Localidad
from registro.extensiones import db
from registro.fechas import fecha_larga
from registro.recordadas import recordada


@dataclass(frozen=True, slots=True)
class FichaDeProvisional:
    """Una actividad provisional, con lo que ya se recibió en ella."""

    uuid: str
    titulo: str
    tipo: str
    fecha: str
    localidad: str
    abierta_por: str
    creada_en: datetime
    asistencias: int


@recordada
def provisionales() -> tuple[FichaDeProvisional, ...]:
    """Las que esperan, la más reciente primero."""
    recibidas = (
        select(func.coalesce(func.sum(Asistencia.cantidad), 0))
        .where(Asistencia.actividad_id == Actividad.id, Asistencia.anulada_en.is_(None))
        .correlate(Actividad)
        .scalar_subquery()
    )
    orden = (
        select(Actividad, Localidad.nombre, recibidas)
        .outerjoin(Localidad, Localidad.codigo == Actividad.localidad_codigo)
        .where(Actividad.origen == ORIGEN_PROVISIONAL, Actividad.estado != ANULADA)
        .order_by(Actividad.creada_en.desc(), Actividad.id)
    )
    return tuple(
        FichaDeProvisional(
            uuid=str(actividad.uuid),
            titulo=actividad.titulo,
            tipo=tipo_de(actividad.tipo).nombre,
            fecha=fecha_larga(actividad.fecha),
            localidad=localidad or "",
            abierta_por=actividad.creada_por.partition(":")[2] or actividad.creada_por,
            creada_en=actividad.creada_en,
            asistencias=int(cuantas),
        )
        for actividad, localidad, cuantas in db.session.execute(orden)
    )
