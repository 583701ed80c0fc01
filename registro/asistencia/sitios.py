"""Las actividades de que habla un lote, como hacen falta para decidir."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad, ActividadUnida
from registro.actividades.estados import ABIERTA, ANULADA, PROGRAMADA
from registro.actividades.tipos import tipo_de
from registro.asistencia.reglas import SituacionDeActividad
from registro.en_bloque.preguntar import Consulta, Entre
from registro.extensiones import tabla_de
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor

_TABLA = tabla_de(Actividad).c
_COLUMNAS = (_TABLA.id, _TABLA.uuid, _TABLA.tipo, _TABLA.estado, _TABLA.fecha, _TABLA.valen_hasta)


def _por_uuid(entre: Entre) -> Select[Any]:
    return select(*_COLUMNAS).where(entre(_TABLA.uuid, "uuids")).order_by(_TABLA.id)


POR_UUID = Consulta(lambda entre: _por_uuid(entre).with_for_update(key_share=True))
# Nadie la cierra ni la cambia mientras tanto, pero otros pueden leer tarjetas en ella.
ACOMPANADAS_POR_UUID = Consulta(lambda entre: _por_uuid(entre).with_for_update(read=True))


@dataclass(frozen=True, slots=True)
class Sitio:
    """Una actividad y su situación; ``por_abrir``: estaba programada y una tableta la está usando."""

    id: int
    uuid: UUID
    fecha: date
    situacion: SituacionDeActividad
    por_abrir: bool = False


def juntar(
    sesion: Session, uuids: Collection[UUID], filas: Iterable[Any], *, desde_la_calle: bool
) -> dict[UUID, Sitio]:
    """Cada actividad pedida que existe (``filas``: las de ``POR_UUID``); las unidas dan la otra.

    ``desde_la_calle``: quien lee está donde pasa la actividad, así que una programada cuenta como abierta.
    """
    halladas = {fila.uuid: _sitio(fila, desde_la_calle=desde_la_calle) for fila in filas}
    anuladas = {uuid for uuid, sitio in halladas.items() if sitio.situacion.estado == ANULADA}
    if buscadas := (set(uuids) - halladas.keys()) | anuladas:
        halladas |= _unidas(sesion, buscadas, desde_la_calle=desde_la_calle)
    return halladas


def _unidas(sesion: Session, uuids: Collection[UUID], *, desde_la_calle: bool) -> dict[UUID, Sitio]:
    orden = (
        select(ActividadUnida.uuid.label("unida"), *_COLUMNAS)
        .join(ActividadUnida, ActividadUnida.actividad_id == _TABLA.id)
        .where(ActividadUnida.uuid.in_(uuids))
    )
    return {fila.unida: _sitio(fila, desde_la_calle=desde_la_calle) for fila in sesion.execute(orden)}


def _sitio(fila: Any, *, desde_la_calle: bool) -> Sitio:
    tipo = tipo_de(fila.tipo)
    por_abrir = desde_la_calle and fila.estado == PROGRAMADA
    situacion = SituacionDeActividad(
        ABIERTA if por_abrir else fila.estado,
        fila.fecha,
        tipo.con_tarjetas,
        tipo.institucional,
        fila.valen_hasta,
    )
    return Sitio(fila.id, fila.uuid, fila.fecha, situacion, por_abrir)


def abrir(sesion: Session, actor: Actor, sitio: Sitio, ahora: datetime) -> None:
    """La programada en la que ya se está leyendo pasa a abierta, y queda anotado."""
    sesion.execute(
        update(tabla_de(Actividad))
        .where(_TABLA.id == sitio.id, _TABLA.estado == PROGRAMADA)
        .values(estado=ABIERTA, abierta_en=ahora, version=func.coalesce(_TABLA.version, 0) + 1)
    )
    anotar(actor, "actividad.abrir", f"actividad:{sitio.uuid}", {"al_leer": True})
