"""Qué se recibió en una actividad y a dónde se remitió, y en qué quedó; nada dice a quién."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from registro.asistencia.ciudadana import Asistencia, Prestacion
from registro.asistencia.reglas import RECIBIDO, REMISION
from registro.catalogos.modelo import Entidad, Servicio
from registro.extensiones import db


@dataclass(frozen=True, slots=True)
class FichaDeRemision:
    """Una remisión: a qué entidad, cuándo y quién la anotó, y en qué quedó."""

    id: int
    entidad: str
    resultado: str
    anotada_en: datetime
    anotada_por: str


def prestaciones(actividad_id: int) -> dict[str, int]:
    """Cuántos servicios se recibieron y cuántas remisiones se hicieron (``recibido``, ``remision``)."""
    orden = _de(actividad_id, Prestacion.clase, func.count()).group_by(Prestacion.clase)
    return dict(iter(db.session.execute(orden)))


def servicios_recibidos(actividad_id: int) -> list[tuple[str, int]]:
    """Cada servicio que alguien recibió y cuántas veces, en el orden del catálogo."""
    orden = (
        _de(actividad_id, Servicio.nombre, func.count())
        .join(Servicio, Servicio.id == Prestacion.servicio_id)
        .where(Prestacion.clase == RECIBIDO)
        .group_by(Servicio.id, Servicio.nombre, Servicio.orden)
        .order_by(Servicio.orden, Servicio.id)
    )
    return [(nombre, cuantas) for nombre, cuantas in db.session.execute(orden)]


def remisiones(actividad_id: int) -> list[FichaDeRemision]:
    """Las remisiones que siguen en pie, en el orden en que se anotaron."""
    orden = (
        _de(actividad_id, Prestacion, Entidad.nombre)
        .join(Entidad, Entidad.id == Prestacion.entidad_id)
        .where(Prestacion.clase == REMISION)
        .order_by(Prestacion.registrada_en, Prestacion.id)
    )
    return [
        FichaDeRemision(una.id, entidad, una.resultado, una.registrada_en, una.registrada_por)
        for una, entidad in db.session.execute(orden)
    ]


def _de(actividad_id: int, *columnas: Any) -> Select[Any]:
    return (
        select(*columnas)
        .select_from(Prestacion)
        .join(Asistencia, Asistencia.id == Prestacion.asistencia_id)
        .where(Asistencia.actividad_id == actividad_id, Prestacion.anulada_en.is_(None))
    )
