"""Lo que el equipo encuentra al entrar: actividades de hoy, tarjetas en blanco y lecturas por revisar.

Son de la vigencia en curso y están por abrir: ninguna tabla las cuenta, ni siquiera la de todo el plan.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.casa_de_todas import LOCALIDAD, LUGAR
from registro.actividades.estados import ABIERTA, PROGRAMADA
from registro.actividades.tipos import tipo_de
from registro.asistencia.recepcion import Recepcion, preparar
from registro.asistencia.reglas import AL_RECIBIR, MANUAL, QR
from registro.extensiones import ahora_utc
from registro.fechas import Fecha
from registro.fechas import hoy as hoy_en_bogota
from registro.instancias.modelo import Instancia
from registro.personas import credenciales
from registro.personas.modelo import LoteDeTarjetas
from registro.personas.reglas import generar_codigo
from registro.seguridad.permisos import Actor

TARJETAS_EN_BLANCO = 40
LECTURAS_DESCONOCIDAS = 3


def escribir(sesion: Session, actor: Actor) -> None:
    """Actividades de hoy, un lote de tarjetas y algunas lecturas que esperan en la bandeja."""
    jornada = _armar(sesion, actor, "jornada", PROGRAMADA, lugar="Plazoleta Mariposa", localidad="03")
    en_una_semana = Fecha(hoy_en_bogota() + timedelta(days=7))
    _armar(
        sesion, actor, "jornada", PROGRAMADA, lugar="Alameda Santa Fe", localidad="03", fecha=en_una_semana
    )
    _armar(sesion, actor, "mebog", PROGRAMADA, estacion="Santa Fe")
    _armar(sesion, actor, "casa_de_todas", ABIERTA, lugar=LUGAR, localidad=LOCALIDAD)
    instancia = sesion.scalars(select(Instancia).order_by(Instancia.id)).first()
    if instancia is not None:
        _armar(sesion, actor, "zesai", PROGRAMADA, instancia_id=instancia.id, clase="ordinaria")
    _emitir_lote(sesion, actor)
    _leer_lo_que_nadie_emitio(sesion, actor, jornada)


def _armar(sesion: Session, actor: Actor, tipo: str, estado: str, **propios: Any) -> Actividad:
    datos = {"fecha": Fecha(hoy_en_bogota())} | propios
    return armar(sesion, tipo_de(tipo), datos, estado=estado, origen=actor.origen, creada_por=actor.nombre)


def _emitir_lote(sesion: Session, actor: Actor) -> None:
    lote = LoteDeTarjetas(
        nombre="Demostración",
        cantidad=TARJETAS_EN_BLANCO,
        creado_en=ahora_utc(),
        creado_por=actor.nombre,
    )
    sesion.add(lote)
    sesion.flush()
    codigos = [generar_codigo(secrets.randbits) for _ in range(TARJETAS_EN_BLANCO)]
    credenciales.emitir(sesion, codigos, lote.id)


def _leer_lo_que_nadie_emitio(sesion: Session, actor: Actor, jornada: Actividad) -> None:
    """Códigos que ningún lote tiene, leídos antes de abrir la jornada, y uno que se escribió incompleto."""
    codigos = [generar_codigo(secrets.randbits) for _ in range(LECTURAS_DESCONOCIDAS + 1)]
    leidos = [(codigo, QR) for codigo in codigos[1:]] + [(codigos[0][:12], MANUAL)]
    lecturas = [
        {
            "id": str(uuid4()),
            "actividad": str(jornada.uuid),
            "credencial": codigo,
            "medio": medio,
            "leida_en": AL_RECIBIR,
        }
        for codigo, medio in leidos
    ]
    ahora = ahora_utc()
    Recepcion(sesion, ahora).recibir(preparar(actor, lecturas, ahora))
