"""Decidir sobre lo que leyó una tableta fuera de hora: de una vez, y anotado."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.base import buscar
from registro.asistencia import contar, marcas
from registro.asistencia.ciudadana import Lectura
from registro.asistencia.relojes import ESPERAN, Grupo, Reloj
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import ahora_utc, transaccion
from registro.fechas import ZONA
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

MEDIODIA = time(12)


def dar_por_buena(actor: Actor, grupo: Grupo) -> int:
    """La hora corregida sirve: quedan como están. Dice cuántas eran.

    :raises EnConflicto: ya se decidió.
    """
    with transaccion() as sesion:
        lecturas = _esperan(sesion, grupo, Reloj.CORREGIDO)
        for lectura in lecturas:
            lectura.reloj_decidido_en = ahora_utc()
        anotar(
            actor, "reloj.bueno", f"actividad:{grupo.actividad}", {"lecturas": len(lecturas), "de": grupo.de}
        )
        return len(lecturas)


def usar_la_fecha(actor: Actor, grupo: Grupo) -> int:
    """Esa hora no es de fiar: siguen contando, con el mediodía del día de la actividad. Dice cuántas eran.

    :raises EnConflicto: ya se decidió.
    """
    with transaccion() as sesion:
        lecturas = _esperan(sesion, grupo, Reloj.CORREGIDO)
        dia = buscar(sesion, str(grupo.actividad)).fecha
        mediodia = datetime.combine(dia, MEDIODIA, ZONA)
        for lectura in lecturas:
            propia = marcas.asistencia_propia(sesion, lectura)
            if propia is not None:
                propia.leida_en = mediodia
            lectura.leida_en, lectura.reloj_decidido_en = mediodia, ahora_utc()
        anotar(
            actor, "reloj.fecha", f"actividad:{grupo.actividad}", {"lecturas": len(lecturas), "de": grupo.de}
        )
        return len(lecturas)


def contar_imposibles(actor: Actor, grupo: Grupo) -> int:
    """La fecha no podía ser, pero las personas sí estuvieron: cuentan en su actividad. Dice cuántas eran.

    :raises EnConflicto: ya se decidió, o la actividad no puede recibirlas.
    """
    with transaccion() as sesion:
        lecturas = _esperan(sesion, grupo, Reloj.IMPOSIBLE)
        for lectura in lecturas:
            contar.contar_tal_cual(sesion, actor, lectura, str(grupo.actividad))
        anotar(
            actor, "reloj.contar", f"actividad:{grupo.actividad}", {"lecturas": len(lecturas), "de": grupo.de}
        )
        return len(lecturas)


def descartar_por_el_reloj(actor: Actor, grupo: Grupo, motivo: str) -> int:
    """No deben contar; se conservan con el motivo. Dice cuántas eran.

    :raises ErrorDeRegistro: falta el motivo, o ya se decidió.
    """
    motivo = limpiar(motivo, 500, "motivo")
    if not motivo:
        raise ErrorDeRegistro("Escriba por qué no deben contar. No se cambió nada.", "motivo")
    with transaccion() as sesion:
        lecturas = _esperan(sesion, grupo, grupo.reloj)
        for lectura in lecturas:
            propia = marcas.asistencia_propia(sesion, lectura)
            if propia is not None:
                marcas.anular(sesion, propia, actor, motivo)
            lectura.reloj_decidido_en = ahora_utc()
            marcas.resolver(lectura, actor, f"descartada: {motivo}")
        anotar(
            actor,
            "reloj.descartar",
            f"actividad:{grupo.actividad}",
            {"lecturas": len(lecturas), "de": grupo.de},
        )
        return len(lecturas)


def _esperan(sesion: Session, grupo: Grupo, reloj: Reloj) -> list[Lectura]:
    """Las del grupo, con su actividad tomada hasta el commit."""
    actividad = buscar(sesion, str(grupo.actividad))
    marcas.tomar_actividad(sesion, actividad.id)
    orden = select(Lectura).where(
        ESPERAN[reloj], Lectura.actividad_id == actividad.id, Lectura.recibida_de == grupo.de
    )
    lecturas = list(sesion.scalars(orden.order_by(Lectura.recibida_en, Lectura.id).with_for_update()))
    if not lecturas or grupo.reloj is not reloj:
        raise EnConflicto("Esas lecturas ya no esperan esa decisión. No se cambió nada.")
    return lecturas
