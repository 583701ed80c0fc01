"""Lo que llegó de tabletas fuera de hora y la secretaría todavía no ha mirado."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Lectura
from registro.asistencia.relojes import ESPERAN, Grupo, Reloj
from registro.extensiones import db
from registro.fechas import fecha_corta
from registro.recordadas import recordada

SEGUNDOS_DEL_MINUTO = 60


@dataclass(frozen=True, slots=True)
class FichaDeReloj:
    """Las lecturas de una tableta en una actividad, con la hora que traen."""

    grupo: Grupo
    titulo: str
    fecha: str
    tableta: str
    lecturas: int
    desde: datetime | None
    hasta: datetime | None
    minutos: int  # lo que más se corrigió; positivo si la tableta iba atrasada


@recordada
def relojes(reloj: Reloj) -> tuple[FichaDeReloj, ...]:
    """Las que esperan, por actividad y tableta; la actividad más reciente primero."""
    orden = (
        select(
            *(Actividad.uuid, Actividad.titulo, Actividad.fecha, Lectura.recibida_de, func.count()),
            *(func.min(Lectura.leida_en), func.max(Lectura.leida_en)),
            *(func.min(Lectura.desfase_s), func.max(Lectura.desfase_s)),
        )
        .join(Actividad, Actividad.id == Lectura.actividad_id)
        .where(ESPERAN[reloj])
        .group_by(Actividad.id, Actividad.uuid, Actividad.titulo, Actividad.fecha, Lectura.recibida_de)
        .order_by(Actividad.fecha.desc(), Actividad.id.desc(), Lectura.recibida_de)
    )
    return tuple(
        FichaDeReloj(
            Grupo(reloj, uuid, de),
            titulo,
            fecha_corta(fecha),
            de.partition(":")[2],
            cuantas,
            desde,
            hasta,
            round(max(menor or 0, mayor or 0, key=abs) / SEGUNDOS_DEL_MINUTO),
        )
        for uuid, titulo, fecha, de, cuantas, desde, hasta, menor, mayor in db.session.execute(orden)
    )
