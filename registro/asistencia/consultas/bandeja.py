"""Lo que espera en la bandeja de la secretaría y lo que ya se decidió."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, select

from registro.actividades.base import Actividad
from registro.actividades.estados import REALIZADA
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.reglas import Estado, Motivo
from registro.asistencia.salidas import ROTULOS
from registro.extensiones import db
from registro.fechas import fecha_corta
from registro.recordadas import recordada

ACTIVIDADES_PARA_ELEGIR = 80
CON_TARJETAS = tuple(clave for clave, tipo in TIPOS.items() if tipo.con_tarjetas)


@dataclass(frozen=True, slots=True)
class FichaPorRevisar:
    """Una lectura que espera (o esperó) una decisión; sin código y sin nadie."""

    lectura: str
    motivo: Motivo
    rotulo: str
    actividad: str
    actividad_uuid: str | None
    cantidad: int
    cuenta: bool
    leida_en: datetime | None
    recibida_en: datetime
    recibida_de: str
    resuelta_en: datetime | None
    resuelta_por: str
    resolucion: str


def por_revisar(
    motivo: str = "", *, resueltas: bool = False, desde: int = 0, cuantas: int = 30
) -> tuple[list[FichaPorRevisar], int]:
    """Las que esperan (o las ya decididas), las más recientes primero, y cuántas son en total."""
    condiciones = _de_la_bandeja(resueltas=resueltas)
    if motivo and motivo in set(Motivo):
        condiciones = (*condiciones, Lectura.motivo == motivo)
    total = db.session.scalar(select(func.count()).where(*condiciones)) or 0
    orden = Lectura.resuelta_en.desc() if resueltas else Lectura.recibida_en.desc()
    pagina = _consulta().where(*condiciones).order_by(orden, Lectura.id).offset(desde).limit(cuantas)
    return [_ficha(fila) for fila in db.session.execute(pagina)], total


def lectura_por_revisar(lectura_id: UUID) -> FichaPorRevisar | None:
    """Una sola, si es de la bandeja."""
    fila = db.session.execute(_consulta().where(Lectura.id == lectura_id)).first()
    return None if fila is None or Motivo(fila.Lectura.motivo) not in ROTULOS else _ficha(fila)


@recordada
def motivos_por_revisar() -> tuple[tuple[str, str, int], ...]:
    """Motivo, rótulo y cuántas esperan por él, primero el más frecuente."""
    cuantas = func.count()
    orden = select(Lectura.motivo, cuantas).where(*_de_la_bandeja(resueltas=False)).group_by(Lectura.motivo)
    filas = db.session.execute(orden.order_by(cuantas.desc(), Lectura.motivo))
    return tuple((motivo, ROTULOS[Motivo(motivo)], total) for motivo, total in filas)


@recordada
def actividades_para_elegir(propia: str | None = None) -> tuple[tuple[str, str], ...]:
    """Pares (uuid, «Alameda, 22 nov 2026») de las más recientes que reciben tarjetas, y la propia."""
    recientes = (
        select(Actividad.uuid, Actividad.titulo, Actividad.fecha)
        .where(Actividad.tipo.in_(CON_TARJETAS), Actividad.estado.in_(REALIZADA))
        .order_by(Actividad.fecha.desc(), Actividad.id.desc())
    )
    filas = list(db.session.execute(recientes.limit(ACTIVIDADES_PARA_ELEGIR)))
    if propia and UUID(propia) not in {fila.uuid for fila in filas}:
        filas += db.session.execute(recientes.where(Actividad.uuid == UUID(propia)))
    return tuple((str(uuid), f"{titulo}, {fecha_corta(fecha)}") for uuid, titulo, fecha in filas)


def _de_la_bandeja(*, resueltas: bool) -> tuple[ColumnElement[bool], ...]:
    decidida = Lectura.resuelta_en.is_not(None) if resueltas else Lectura.resuelta_en.is_(None)
    por_decidir = Lectura.estado.in_((Estado.EN_REVISION.value, Estado.RECHAZADA.value))
    en_dos = Lectura.motivo == Motivo.OTRA_TABLETA.value
    return por_decidir | en_dos, decidida


def _consulta() -> Any:
    return (
        select(
            Lectura,
            Actividad.titulo,
            Actividad.uuid,
            Asistencia.anulada_en,
            Asistencia.id.label("asistencia"),
        )
        .outerjoin(Actividad.__table__, Actividad.id == Lectura.actividad_id)
        .outerjoin(Asistencia, Asistencia.id == Lectura.asistencia_id)
    )


def _ficha(fila: Row[Any]) -> FichaPorRevisar:
    lectura: Lectura = fila.Lectura
    return FichaPorRevisar(
        lectura=str(lectura.id),
        motivo=Motivo(lectura.motivo),
        rotulo=ROTULOS[Motivo(lectura.motivo)],
        actividad=fila.titulo or "",
        actividad_uuid=None if fila.uuid is None else str(fila.uuid),
        cantidad=lectura.cantidad,
        cuenta=fila.asistencia is not None and fila.anulada_en is None,
        leida_en=lectura.leida_en,
        recibida_en=lectura.recibida_en,
        recibida_de=lectura.recibida_de.partition(":")[2],
        resuelta_en=lectura.resuelta_en,
        resuelta_por=lectura.resuelta_por or "",
        resolucion=lectura.resolucion or "",
    )
