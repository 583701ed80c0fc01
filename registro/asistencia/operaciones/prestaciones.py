"""Qué recibió quien asistió y a dónde se remitió. Se anota sobre la lectura: el campo no sabe de nadie."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia import marcas
from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.catalogos.modelo import Entidad, Servicio
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor

RECIBIDO, REMISION = "recibido", "remision"
RESULTADOS: dict[str, str] = {
    "pendiente": "Pendiente",
    "efectiva": "Efectiva",
    "no_efectiva": "No efectiva",
}


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
            asistencia_id=asistencia.id, clase=REMISION, entidad_id=entidad_id, resultado="pendiente"
        )
        _alternar(sesion, actor, nueva, poner=remitida)
        accion = "remision.hacer" if remitida else "remision.quitar"
        anotar(actor, accion, f"lectura:{lectura_id}", {"entidad": entidad_id})


def resultado_de_remision(actor: Actor, prestacion_id: int, resultado: str) -> None:
    """Anota en qué quedó una remisión.

    :raises ErrorDeRegistro: el resultado o la remisión no existen.
    """
    if resultado not in RESULTADOS:
        raise ErrorDeRegistro("Elija en qué quedó la remisión. No se cambió nada.", "resultado")
    with transaccion() as sesion:
        remision = sesion.get(Prestacion, prestacion_id)
        if remision is None or remision.clase != REMISION or remision.anulada_en is not None:
            raise NoEncontrado("Esa remisión no existe. No se cambió nada.")
        remision.resultado = resultado
        anotar(actor, "remision.resultado", f"prestacion:{remision.id}", {"resultado": resultado})


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
