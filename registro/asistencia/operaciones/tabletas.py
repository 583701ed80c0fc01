"""Recibir lo que entrega una tableta: abrirlo, aplicarlo y firmar el recibo. Una transacción por lote."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registro.asistencia.recepcion import Resultado, estados_de
from registro.asistencia.tabletas.abrir import abrir_lote
from registro.asistencia.tabletas.entrega import entregar
from registro.extensiones import ahora_utc, db, transaccion
from registro.fechas import ZONA
from registro.seguridad.bitacora import anotar
from registro.seguridad.dispositivos.consultas import FichaDeDispositivo
from registro.seguridad.dispositivos.contacto import Senal, anotar_contacto
from registro.seguridad.sellado import llaves


@dataclass(frozen=True, slots=True)
class Recibo:
    """Lo que la tableta comprueba antes de borrar: la firma es la de ``texto``, tal cual."""

    texto: str
    firma: str
    llave: str


@dataclass(frozen=True, slots=True)
class Entregado:
    """La respuesta a un lote. ``borrar``: la tableta está revocada y ya no le queda nada por entregar."""

    resultados: list[Resultado]
    recibo: Recibo
    borrar: bool


def recibir_de_tableta(tableta: FichaDeDispositivo, crudas: Sequence[Any], senal: Senal) -> Entregado:
    """Recibe un lote y responde por cada pieza, en el mismo orden; reenviarlo no cambia nada."""
    actor = tableta.como_actor()
    piezas = abrir_lote(db.session(), crudas)  # antes de hacer cola: abrir cuesta y no escribe
    with transaccion() as sesion:
        ahora = ahora_utc()
        resultados, contadas = entregar(sesion, actor, piezas)
        anotar_contacto(sesion, tableta, senal, ahora)
        estados = estados_de(resultados)
        anotar(
            actor, "lecturas.recibir", f"dispositivo:{tableta.id}", {"lecturas": len(resultados), **estados}
        )
        texto = json.dumps(
            {
                "dispositivo": str(tableta.id),
                "ids": [resultado.id for resultado in resultados],
                "recibidas": len(resultados),
                "contadas": contadas,
                "emitido": ahora.astimezone(ZONA).isoformat(timespec="milliseconds"),
            },
            separators=(",", ":"),
        )
        firma, llave = llaves.firmar(sesion, texto)
    quedan = len(crudas) if senal.pendientes is None else senal.pendientes
    return Entregado(
        resultados, Recibo(texto, firma, llave), borrar=tableta.revocado and quedan <= len(crudas)
    )
