"""Decidir sobre lo que sólo pasa con tabletas: provisionales, lo que no se abre y la misma tarjeta en dos."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad, ActividadUnida, buscar, objeto
from registro.actividades.estados import ANULADA, REALIZADA
from registro.actividades.tipos import tipo_de
from registro.asistencia import marcas
from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.reglas import Estado, Motivo
from registro.asistencia.salidas import SALIDAS, Salida
from registro.asistencia.tabletas.abrir import abrir_lote
from registro.asistencia.tabletas.actividades import ORIGEN_DE_TABLETA, ORIGEN_PROVISIONAL
from registro.asistencia.tabletas.entrega import entender, entregar
from registro.errores import EnConflicto
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import CAMPO, Actor


def dejar_igual(actor: Actor, lectura_id: UUID) -> None:
    """Las dos tabletas leyeron a la misma persona: cuenta una vez, como ya estaba.

    :raises EnConflicto: ya se decidió.
    """
    with transaccion() as sesion:
        lectura = _por_decidir(sesion, lectura_id, Salida.IGUAL)
        marcas.resolver(lectura, actor, "es la misma persona")
        anotar(actor, "bandeja.igual", f"lectura:{lectura.id}")


def reintentar(actor: Actor, lectura_id: UUID) -> None:
    """Abre otra vez lo que llegó sellado y, si ya se puede, lo recibe como si acabara de llegar.

    :raises EnConflicto: su llave todavía no está, o ya se decidió.
    """
    with transaccion() as sesion:
        lectura = _por_decidir(sesion, lectura_id, Salida.REINTENTAR)
        piezas = abrir_lote(sesion, [json.loads(lectura.crudo or "null")])
        if not piezas[0].abierta:
            raise EnConflicto(
                "Todavía no se abre: la llave con que se selló no está aquí. Sigue guardada entera; "
                "recupere la llave y vuelva a intentarlo."
            )
        origen, _, nombre = lectura.recibida_de.partition(":")
        de_tableta = Actor(None, nombre, frozenset({CAMPO}), origen)
        sesion.expunge(lectura)
        lote = entender(de_tableta, piezas, ahora_utc())
        (resultados,), _ = entregar(sesion, [lote], ahora_utc())
        detalle = {"estado": resultados[0].estado.value, "motivo": resultados[0].motivo.value}
        anotar(actor, "bandeja.reintentar", f"lectura:{lectura_id}", detalle)


def confirmar_provisional(actor: Actor, uuid: str) -> None:
    """La actividad que se abrió sin señal es de verdad una actividad nueva.

    :raises EnConflicto: ya se decidió.
    """
    with transaccion() as sesion:
        actividad = _provisional(sesion, uuid)
        actividad.origen = ORIGEN_DE_TABLETA
        anotar(actor, "provisional.confirmar", objeto(actividad))


def unir_provisional(actor: Actor, uuid: str, destino: str) -> None:
    """Era una actividad que ya existía: todo lo suyo pasa a ella, y lo que llegue después también.

    Quien ya estaba en la otra con la misma tarjeta cuenta una vez.

    :raises EnConflicto: ya se decidió, o la otra no puede recibirla.
    """
    with transaccion() as sesion:
        provisional, otra = _provisional(sesion, uuid), buscar(sesion, destino)
        sirve = otra.estado in REALIZADA and not tipo_de(otra.tipo).institucional
        if otra.id == provisional.id or not sirve:
            raise EnConflicto("Esa actividad no puede recibirla: elija otra. No se cambió nada.", "actividad")
        for actividad_id in sorted((provisional.id, otra.id)):
            marcas.tomar_actividad(sesion, actividad_id)
        movidas = _mover(sesion, actor, provisional.id, otra.id)
        viejas = update(ActividadUnida).where(ActividadUnida.actividad_id == provisional.id)
        sesion.execute(viejas.values(actividad_id=otra.id))
        sesion.add(ActividadUnida(uuid=provisional.uuid, actividad_id=otra.id))
        provisional.estado, provisional.anulada_en = ANULADA, ahora_utc()
        provisional.anulada_por, provisional.motivo = actor.nombre, f"Era la misma que «{otra.titulo}»"
        anotar(actor, "provisional.unir", objeto(provisional), {"a": str(otra.uuid), "asistencias": movidas})


def _mover(sesion: Session, actor: Actor, desde: int, hacia: int) -> int:
    vigentes = select(Asistencia).where(Asistencia.actividad_id == desde, Asistencia.anulada_en.is_(None))
    movidas = 0
    for asistencia in sesion.scalars(vigentes).all():
        tarjeta = asistencia.credencial_id
        ya = marcas.vigente(sesion, hacia, tarjeta) if tarjeta is not None else None
        if ya is None:
            asistencia.actividad_id = hacia
            movidas += 1
            continue
        marcas.anular(sesion, asistencia, actor, "Ya estaba en la otra actividad")
        lecturas = update(Lectura).where(Lectura.asistencia_id == asistencia.id)
        repetida = {"estado": Estado.REPETIDA.value, "motivo": Motivo.YA_ESTABA.value}
        sesion.execute(lecturas.values(asistencia_id=ya.id, **repetida))
    sesion.flush()
    sesion.execute(update(Lectura).where(Lectura.actividad_id == desde).values(actividad_id=hacia))
    return movidas


def _provisional(sesion: Session, uuid: str) -> Actividad:
    actividad = buscar(sesion, uuid)
    if actividad.origen != ORIGEN_PROVISIONAL or actividad.estado == ANULADA:
        raise EnConflicto("Esa actividad ya no espera ninguna decisión. No se cambió nada.")
    return actividad


def _por_decidir(sesion: Session, lectura_id: UUID, salida: Salida) -> Lectura:
    lectura = marcas.exigir_lectura(sesion, lectura_id)
    if lectura.resuelta_en is not None or salida not in SALIDAS.get(Motivo(lectura.motivo), ()):
        raise EnConflicto("Esa lectura ya no espera esa decisión. No se cambió nada.")
    return lectura
