"""Abrir actividades provisionales y cerrar actividades con lo que dicen las tabletas."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad, ActividadUnida
from registro.actividades.estados import ABIERTA, ANULADA, CERRADA, PROGRAMADA
from registro.actividades.tipos import tipo_de
from registro.asistencia import marcas
from registro.asistencia.reglas import Estado, Motivo, leer_momento
from registro.asistencia.tabletas import piezas
from registro.asistencia.tabletas.modelo import Apunte
from registro.catalogos.modelo import Localidad
from registro.fechas import Fecha
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor

ORIGEN_PROVISIONAL = "provisional"  # espera que la secretaría la una a otra o la confirme
ORIGEN_DE_TABLETA = "tableta"


def abrir_provisional(sesion: Session, actor: Actor, apunte: Apunte) -> None:
    """La actividad que el equipo abrió sin red: recibe desde ya, y espera en la bandeja."""
    cruda = json.loads(apunte.contenido or "{}")
    existe = sesion.scalar(select(Actividad.id).where(Actividad.uuid == apunte.id))
    dia = piezas.leer_dia(cruda)
    if existe is None and dia is not None:
        conocida = sesion.get(Localidad, cruda["localidad"]) if cruda.get("localidad") else None
        datos = {
            "fecha": Fecha(dia),
            "lugar": cruda["lugar"].strip(),
            "localidad": conocida.codigo if conocida else None,
        }
        actividad = armar(
            sesion,
            tipo_de(cruda["tipo"]),
            datos,
            estado=ABIERTA,
            origen=ORIGEN_PROVISIONAL,
            creada_por=marcas.firma(actor),
        )
        actividad.uuid = apunte.id
        anotar(actor, "actividad.provisional", f"actividad:{apunte.id}")
        sesion.flush()
    apunte.estado, apunte.motivo = Estado.ACEPTADA.value, Motivo.NINGUNO.value


def cerrar(sesion: Session, actor: Actor, cierre: Apunte) -> int | None:
    """Cierra la actividad a la hora que dijo la tableta; si dos la cierran vale la última hora. Dice cuál es.

    Si la cerró una persona en la pantalla, su decisión queda.
    """
    actividad = _buscar(sesion, cierre.actividad)
    cuando = leer_momento(json.loads(cierre.contenido or "{}").get("cerrada_en"), cierre.recibido_en)
    if actividad is None or cuando is None:
        return None
    cierre.estado, cierre.motivo = Estado.ACEPTADA.value, Motivo.NINGUNO.value
    de_pantalla = actividad.estado == CERRADA and actividad.valen_hasta is None
    if actividad.estado == ANULADA or de_pantalla:
        cierre.motivo = Motivo.SIN_EFECTO.value
        return None
    if actividad.estado in {ABIERTA, PROGRAMADA}:
        actividad.estado, actividad.cerrada_en = CERRADA, cierre.recibido_en
        actividad.abierta_en = actividad.abierta_en or cierre.recibido_en
        anotar(actor, "actividad.cerrar", f"actividad:{actividad.uuid}", {"desde_tableta": True})
    antes = actividad.valen_hasta
    actividad.valen_hasta = cuando if antes is None else max(antes, cuando)
    sesion.flush()
    return actividad.id


def _buscar(sesion: Session, uuid: UUID | None) -> Actividad | None:
    actividad = sesion.scalar(select(Actividad).where(Actividad.uuid == uuid))
    if actividad is None or actividad.estado == ANULADA:
        unida = sesion.get(ActividadUnida, uuid)
        return sesion.get(Actividad, unida.actividad_id) if unida else actividad
    return actividad
