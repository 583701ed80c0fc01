"""Los servicios y remisiones que las tabletas anotaron, rehechos a partir de todo lo que se dijo."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.asistencia.reglas import PENDIENTE, RECIBIDO, REMISION, leer_uuid
from registro.asistencia.tabletas import piezas
from registro.asistencia.tabletas.modelo import Apunte
from registro.catalogos.modelo import Entidad, Servicio
from registro.extensiones import ahora_utc
from registro.seguridad.permisos import Actor

Dicho = tuple[str, int]


def rehacer(sesion: Session, actor: Actor, asistencias: Collection[int]) -> None:
    """Deja en cada asistencia lo que dicen las lecturas que la sostienen; lo de pantalla no se toca."""
    for asistencia_id in sorted(asistencias):
        asistencia = sesion.get(Asistencia, asistencia_id)
        if asistencia is not None and asistencia.anulada_en is None:
            _rehacer_una(sesion, actor, asistencia)
    sesion.flush()


def _rehacer_una(sesion: Session, actor: Actor, asistencia: Asistencia) -> None:
    dichos = _dichos(sesion, _sostienen(sesion, asistencia.id)) if asistencia.cantidad == 1 else {}
    puestas = sesion.scalars(
        select(Prestacion).where(Prestacion.asistencia_id == asistencia.id, Prestacion.anulada_en.is_(None))
    ).all()
    ya = set()
    for puesta in puestas:
        dicho = (puesta.clase, puesta.servicio_id or puesta.entidad_id or 0)
        if puesta.apunte_id is not None and (dicho not in dichos or dicho in ya):
            puesta.anulada_en = ahora_utc()
        else:
            ya.add(dicho)
    for (clase, cual), apunte_id in dichos.items():
        if (clase, cual) not in ya:
            de_servicio = clase == RECIBIDO
            sesion.add(
                Prestacion(
                    asistencia_id=asistencia.id,
                    clase=clase,
                    servicio_id=cual if de_servicio else None,
                    entidad_id=None if de_servicio else cual,
                    resultado="" if de_servicio else PENDIENTE,
                    registrada_en=ahora_utc(),
                    registrada_por=actor.nombre,
                    apunte_id=apunte_id,
                )
            )


def _sostienen(sesion: Session, asistencia_id: int) -> set[UUID]:
    """Las lecturas de esa asistencia sin deshacer, y las sumas de una sola que pasaron a tarjeta."""
    orden = select(Lectura.id).where(Lectura.asistencia_id == asistencia_id, Lectura.resuelta_en.is_(None))
    propias = set(sesion.scalars(orden))
    tarjetas = (
        select(Apunte.lectura_id)
        .join(Lectura, Lectura.id == Apunte.lectura_id)
        .where(
            Apunte.id.in_(propias),
            Apunte.clase == piezas.TARJETA,
            Lectura.cantidad == 1,
            Lectura.resuelta_en.is_(None),
        )
    )
    return propias | {id_ for id_ in sesion.scalars(tarjetas) if id_}


def retiradas(apuntes: Iterable[Apunte]) -> set[UUID | None]:
    """Las prestaciones que se retiraron, según lo que se dijo de la misma lectura."""
    retiros = (apunte for apunte in apuntes if apunte.clase == piezas.RETIRO)
    return {leer_uuid(json.loads(retiro.contenido or "{}").get("prestacion")) for retiro in retiros}


def _dichos(sesion: Session, lecturas: Collection[UUID]) -> dict[Dicho, UUID]:
    de_servicios = Apunte.clase.in_((piezas.PRESTACION, piezas.RETIRO))
    orden = select(Apunte).where(Apunte.lectura_id.in_(lecturas), de_servicios).order_by(Apunte.id)
    apuntes = sesion.scalars(orden).all()
    fuera = retiradas(apuntes)
    dichos: dict[Dicho, UUID] = {}
    for apunte in apuntes:
        if apunte.clase == piezas.RETIRO or apunte.id in fuera:
            continue
        cruda = json.loads(apunte.contenido or "{}")
        for clase, campo, catalogo in (
            (RECIBIDO, "servicio", Servicio),
            (REMISION, "remitida_a", Entidad),
        ):
            cual = cruda.get(campo)
            if cual is not None and sesion.get(catalogo, cual) is not None:
                dichos.setdefault((clase, cual), apunte.id)
    return dichos
