"""Asistencias y lecturas dentro de la transacción de quien llama: encontrar, sumar, anular, olvidar."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.asistencia.reglas import Estado, Motivo
from registro.errores import EnConflicto, NoEncontrado, NoPermitido
from registro.extensiones import ahora_utc
from registro.fechas import hora
from registro.personas import credenciales
from registro.personas.modelo import Consentimiento, Credencial, Persona, Respuesta
from registro.seguridad.permisos import Actor


def firma(actor: Actor) -> str:
    """Quién envió una lectura, sin confundir a dos personas que se llaman igual."""
    return f"{actor.usuaria_id or actor.origen}:{actor.nombre}"[:120]


def tomar_actividad(sesion: Session, actividad_id: int) -> None:
    """Toma la fila de la actividad hasta el commit: dos que anotan en ella van uno tras otro."""
    tabla = Actividad.__table__.c
    sesion.execute(select(tabla.id).where(tabla.id == actividad_id).with_for_update(key_share=True))


def exigir_lectura(sesion: Session, lectura_id: UUID) -> Lectura:
    """La lectura, tomada hasta el commit.

    :raises NoEncontrado: no existe.
    """
    lectura = sesion.get(Lectura, lectura_id, with_for_update=True)
    if lectura is None:
        raise NoEncontrado("Esa lectura no existe. No se cambió nada.")
    return lectura


def exigir_propia(lectura: Lectura, actor: Actor) -> None:
    """La lectura es de quien la toca, o quien la toca es la secretaría.

    :raises NoPermitido: la hizo otra persona.
    """
    if lectura.recibida_de != firma(actor) and not actor.puede("bandeja.resolver"):
        raise NoPermitido("Esta lectura la hizo otra persona. Pídale a la secretaría que la revise.")


def vigente(sesion: Session, actividad_id: int, credencial_id: int) -> Asistencia | None:
    """La asistencia de esa tarjeta en esa actividad, si cuenta."""
    return sesion.scalar(
        select(Asistencia).where(
            Asistencia.actividad_id == actividad_id,
            Asistencia.credencial_id == credencial_id,
            Asistencia.anulada_en.is_(None),
        )
    )


def asegurar(
    sesion: Session, actividad_id: int, credencial_id: int, origen: str, cuando: datetime
) -> Asistencia:
    """La asistencia de esa tarjeta en esa actividad: la que había o una nueva."""
    tomar_actividad(sesion, actividad_id)
    asistencia = vigente(sesion, actividad_id, credencial_id)
    if asistencia is None:
        asistencia = Asistencia(
            actividad_id=actividad_id, credencial_id=credencial_id, cantidad=1, origen=origen, leida_en=cuando
        )
        sesion.add(asistencia)
        sesion.flush()
    return asistencia


def exigir_ausente(sesion: Session, actividad_id: int, credencial_id: int) -> None:
    """La tarjeta todavía no está en la actividad.

    :raises EnConflicto: ya estaba; la frase dice desde cuándo.
    """
    tomar_actividad(sesion, actividad_id)
    presente = vigente(sesion, actividad_id, credencial_id)
    if presente is not None:
        raise EnConflicto(f"Esa tarjeta ya estaba, {hora(presente.leida_en)} No se cambió nada.", "codigo")


def asistencia_propia(sesion: Session, lectura: Lectura) -> Asistencia | None:
    """La asistencia que creó esta lectura, si cuenta; una repetida no tiene: es de la primera."""
    if lectura.estado == Estado.REPETIDA or lectura.asistencia_id is None:
        return None
    asistencia = sesion.get(Asistencia, lectura.asistencia_id)
    return asistencia if asistencia is not None and asistencia.anulada_en is None else None


def anular(sesion: Session, asistencia: Asistencia, actor: Actor, motivo: str) -> None:
    """Deja de contar, con quién y por qué; lo que recibió en ella tampoco cuenta."""
    ahora = ahora_utc()
    asistencia.anulada_en, asistencia.anulada_por, asistencia.motivo = ahora, actor.nombre, motivo
    sesion.execute(
        update(Prestacion)
        .where(Prestacion.asistencia_id == asistencia.id, Prestacion.anulada_en.is_(None))
        .values(anulada_en=ahora)
    )


def dejar_por_revisar(lectura: Lectura, codigo: str) -> None:
    """La tarjeta que se le puso no está en la lista: cuenta, y la secretaría decide de quién es."""
    lectura.estado, lectura.motivo = Estado.EN_REVISION.value, Motivo.TARJETA_DESCONOCIDA.value
    lectura.crudo = json.dumps({"credencial": codigo})


def la_primera(sesion: Session, lectura: Lectura, actor: Actor) -> Lectura:
    """La lectura propia que registró a quien se acaba de leer otra vez; si no la hay, la misma."""
    if lectura.estado != Estado.REPETIDA or lectura.asistencia_id is None:
        return lectura
    orden = select(Lectura).where(
        Lectura.asistencia_id == lectura.asistencia_id,
        Lectura.estado != Estado.REPETIDA,
        Lectura.recibida_de == firma(actor),
    )
    return sesion.scalar(orden.order_by(Lectura.recibida_en).limit(1)) or lectura


def resolver(lectura: Lectura, actor: Actor, resolucion: str) -> None:
    """La lectura sale de la bandeja; queda quién lo decidió, cuándo y qué."""
    lectura.resuelta_en, lectura.resuelta_por, lectura.resolucion = ahora_utc(), actor.nombre, resolucion


def olvidar(sesion: Session, lectura: Lectura, actor: Actor) -> None:
    """Borra el rastro de quien no debió registrarse. Si la tarjeta era nueva, vuelve a estar en blanco."""
    credencial = sesion.get(Credencial, lectura.credencial_id) if lectura.credencial_id else None
    propia = asistencia_propia(sesion, lectura)
    if propia is not None:
        anular(sesion, propia, actor, "Retirada por la ruta de protección")
    resolver(lectura, actor, "retirada")
    if credencial is None or lectura.motivo != Motivo.TARJETA_NUEVA.value:
        return
    for asistencia in sesion.scalars(
        select(Asistencia).where(Asistencia.credencial_id == credencial.id)
    ).all():
        if asistencia.anulada_en is None:
            anular(sesion, asistencia, actor, "Retirada por la ruta de protección")
    sesion.flush()
    sesion.execute(
        update(Asistencia).where(Asistencia.credencial_id == credencial.id).values(credencial_id=None)
    )
    sesion.execute(update(Lectura).where(Lectura.credencial_id == credencial.id).values(credencial_id=None))
    _soltar_tarjeta(sesion, credencial)


def _soltar_tarjeta(sesion: Session, credencial: Credencial) -> None:
    persona_id, credencial.persona_id = credencial.persona_id, None
    if credencial.estado == credenciales.ACTIVA:
        credencial.estado, credencial.cambiada_en = credenciales.EN_BLANCO, None
    sesion.flush()
    otra = select(Credencial.id).where(Credencial.persona_id == persona_id).limit(1)
    fusionada = select(Persona.id).where(Persona.fusionada_en_id == persona_id).limit(1)
    if persona_id is None or sesion.scalar(otra) or sesion.scalar(fusionada):
        return
    for tabla in (Respuesta, Consentimiento):
        sesion.execute(delete(tabla).where(tabla.persona_id == persona_id))
    sesion.execute(delete(Persona).where(Persona.id == persona_id))
