"""Recibir lo que entregan las tabletas: abrirlo, aplicarlo y firmar cada recibo.

Lo que se puede hacer sin escribir se hace antes de pedir turno, y los lotes que llegan a la vez comparten una
transacción: cada uno con su línea de bitácora, su respuesta y su recibo, que se firma ya guardado.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from registro.asistencia.recepcion import HayQueIrSola, Resultado, estados_de
from registro.asistencia.tabletas.abrir import abrir_lote
from registro.asistencia.tabletas.entrega import Lote, Modo, contadas, entender, entregar
from registro.asistencia.tabletas.recibo import Recibo, firmar
from registro.asistencia.tabletas.turno import Turnos
from registro.en_bloque.preguntar import Pedido
from registro.errores import EnConflicto
from registro.extensiones import ahora_utc, db, escribe_a_solas, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.dispositivos.consultas import Conocido
from registro.seguridad.dispositivos.contacto import SABIDO, Senal, anotar_contactos
from registro.seguridad.sellado import llaves
from registro.seguridad.sellado.llaves import Firmante


@dataclass(frozen=True, slots=True)
class Entregado:
    """La respuesta a un lote. ``borrar``: la tableta está revocada y ya no le queda nada por entregar."""

    resultados: list[Resultado]
    recibo: Recibo
    borrar: bool


@dataclass(frozen=True, slots=True)
class _Pedido:
    tableta: Conocido
    lote: Lote
    senal: Senal


@dataclass(frozen=True, slots=True)
class _Guardado:
    resultados: list[Resultado]
    cuando: datetime
    revocada: bool
    firmante: Firmante


def recibir_de_tableta(tableta: Conocido, crudas: Sequence[Any], senal: Senal) -> Entregado:
    """Recibe un lote y responde por cada pieza, en el mismo orden; reenviarlo no cambia nada."""
    with _DE_A_UNO:
        lote = entender(tableta.como_actor(), abrir_lote(db.session(), crudas), ahora_utc())
        db.session.rollback()  # nadie espera su turno con una lectura a medias
    guardado = _TURNOS.de(db.engine).pedir(_Pedido(tableta, lote, senal), len(crudas))
    suyos = guardado.resultados
    quedan = len(crudas) if senal.pendientes is None else senal.pendientes
    return Entregado(
        suyos,
        firmar(str(tableta.id), suyos, contadas(lote, suyos), guardado.cuando, guardado.firmante),
        borrar=guardado.revocada and quedan <= len(crudas),
    )


def _guardar_juntos(pedidos: list[_Pedido]) -> list[_Guardado]:
    """Lo corriente se guarda a la vez que lo de otros procesos; lo demás, con el turno para uno solo."""
    if not escribe_a_solas() and not any(pedido.lote.apuntes for pedido in pedidos):
        try:
            return _guardar(pedidos, acompanada=True)
        except (HayQueIrSola, EnConflicto):
            db.session.rollback()  # no quedó nada: se repite entero, esperando a los demás
    return _guardar(pedidos, acompanada=False)


def _guardar(pedidos: list[_Pedido], *, acompanada: bool) -> list[_Guardado]:
    senales = {pedido.tableta.id: pedido.senal for pedido in pedidos}
    de_quienes: list[Pedido] = [(SABIDO, {"ids": sorted(senales)}), (llaves.DE_RECIBOS, {})]
    with transaccion() as sesion:
        ahora = ahora_utc()
        lotes = [pedido.lote for pedido in pedidos]
        resultados, (sabido, de_recibos) = entregar(sesion, lotes, ahora, Modo(acompanada, de_quienes))
        revocadas = anotar_contactos(sesion, senales, sabido, ahora)
        for pedido, suyos in zip(pedidos, resultados, strict=True):
            detalle = {"lecturas": len(suyos), **estados_de(suyos)}
            objeto = f"dispositivo:{pedido.tableta.id}"
            anotar(pedido.lote.actor, "lecturas.recibir", objeto, detalle)
        firmante = llaves.firmante(de_recibos)
    return [
        _Guardado(suyos, ahora, pedido.tableta.id in revocadas, firmante)
        for pedido, suyos in zip(pedidos, resultados, strict=True)
    ]


# Abrir y entender lotes es puro procesador: de a uno por proceso, para que quien abre una página no compita
# con veinte. Mientras uno se guarda, el que sigue se prepara.
_DE_A_UNO = threading.Lock()
_TURNOS: Turnos[_Pedido, _Guardado] = Turnos(_guardar_juntos)
