"""Qué recibió quien asistió y a dónde se remitió. Se anota sobre la lectura: el campo no sabe de nadie."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia import marcas
from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.asistencia.reglas import PENDIENTE, RECIBIDO, REMISION, RESULTADOS
from registro.catalogos.modelo import Entidad, Servicio
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor


def marcar_servicio(actor: Actor, lectura_id: UUID, servicio_id: int, *, recibido: bool) -> None:
    """Anota (o quita) un servicio recibido; repetirlo no cambia nada.

    :raises ErrorDeRegistro: la lectura no cuenta, son varias personas, o el servicio no existe.
    """
    with transaccion() as sesion:
        if sesion.get(Servicio, servicio_id) is None:
            raise NoEncontrado("Ese servicio no existe. No se anotó nada.", "servicio")
        asistencia = _asistencia_de_una(sesion, actor, lectura_id)
        nueva = Prestacion(asistencia_id=asistencia.id, clase=RECIBIDO, servicio_id=servicio_id)
        _alternar(sesion, actor, nueva, poner=recibido)
        accion = "servicio.recibido" if recibido else "servicio.quitar"
        anotar(actor, accion, f"lectura:{lectura_id}", {"servicio": servicio_id})


def remitir(actor: Actor, lectura_id: UUID, entidad_id: int, *, remitida: bool = True) -> None:
    """Anota (o quita) la remisión a una entidad, pendiente de resultado; repetirla no cambia nada.

    :raises ErrorDeRegistro: la lectura no cuenta, son varias personas, o la entidad no existe.
    """
    with transaccion() as sesion:
        if sesion.get(Entidad, entidad_id) is None:
            raise NoEncontrado("Esa entidad no existe. No se anotó nada.", "entidad")
        asistencia = _asistencia_de_una(sesion, actor, lectura_id)
        nueva = Prestacion(
            asistencia_id=asistencia.id, clase=REMISION, entidad_id=entidad_id, resultado=PENDIENTE
        )
        _alternar(sesion, actor, nueva, poner=remitida)
        accion = "remision.hacer" if remitida else "remision.quitar"
        anotar(actor, accion, f"lectura:{lectura_id}", {"entidad": entidad_id})


def resultados_de_remisiones(actor: Actor, actividad_id: int, resultados: Mapping[int, str]) -> int:
    """Anota en qué quedaron las remisiones de una actividad (remisión → resultado). Dice cuántas cambiaron.

    :raises ErrorDeRegistro: un resultado no existe, o una remisión no es de esa actividad.
    """
    if not set(resultados.values()) <= RESULTADOS.keys():
        raise ErrorDeRegistro("Elija en qué quedó la remisión. No se cambió nada.", "resultado")
    with transaccion() as sesion:
        cambian = 0
        for prestacion_id, resultado in resultados.items():
            remision = _remision(sesion, actividad_id, prestacion_id)
            if remision.resultado != resultado:
                remision.resultado = resultado
                cambian += 1
                anotar(actor, "remision.resultado", f"prestacion:{remision.id}", {"resultado": resultado})
        return cambian


def _remision(sesion: Session, actividad_id: int, prestacion_id: int) -> Prestacion:
    orden = (
        select(Prestacion)
        .join(Asistencia, Asistencia.id == Prestacion.asistencia_id)
        .where(
            Prestacion.id == prestacion_id,
            Prestacion.clase == REMISION,
            Prestacion.anulada_en.is_(None),
            Asistencia.actividad_id == actividad_id,
        )
        .with_for_update(of=Prestacion)
    )
    remision = sesion.scalar(orden)
    if remision is None:
        raise NoEncontrado("Esa remisión ya no está en la actividad. No se cambió nada: vuelva a abrirla.")
    return remision


def _asistencia_de_una(sesion: Session, actor: Actor, lectura_id: UUID) -> Asistencia:
    lectura: Lectura = marcas.exigir_lectura(sesion, lectura_id)
    marcas.exigir_propia(lectura, actor)
    asistencia = sesion.get(Asistencia, lectura.asistencia_id) if lectura.asistencia_id else None
    if asistencia is None or asistencia.anulada_en is not None:
        raise EnConflicto("Esa lectura no cuenta: no se le anota nada. Lea la tarjeta otra vez.")
    if asistencia.cantidad > 1:
        raise EnConflicto(
            "Se sumaron varias a la vez: no se sabe cuál recibió el servicio. Súmelas de una en una."
        )
    return asistencia


def _alternar(sesion: Session, actor: Actor, nueva: Prestacion, *, poner: bool) -> None:
    """Deja puesta (una sola vez) o quitada una prestación igual a ``nueva``."""
    orden = select(Prestacion).where(
        Prestacion.asistencia_id == nueva.asistencia_id,
        Prestacion.clase == nueva.clase,
        Prestacion.servicio_id.is_not_distinct_from(nueva.servicio_id),
        Prestacion.entidad_id.is_not_distinct_from(nueva.entidad_id),
        Prestacion.anulada_en.is_(None),
    )
    puestas = sesion.scalars(orden).all()
    if poner and not puestas:
        nueva.registrada_en, nueva.registrada_por = ahora_utc(), actor.nombre
        sesion.add(nueva)
    for puesta in () if poner else puestas:
        puesta.anulada_en = ahora_utc()
