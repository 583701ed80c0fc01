"""Recibir lotes de las tabletas."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, jsonify

from registro.asistencia.operaciones import Entregado, Senal, recibir_de_tableta
from registro.errores import ErrorDeRegistro
from registro.numeros import escribir
from registro.web.api.seccion import DemasiadoGrande, bp, dispositivo_actual, leer_json

MAXIMO_DE_PIEZAS = 1_000
LARGO_DE_VERSION = 40
MAXIMO_PENDIENTES = 10**9


@bp.post("/lotes")
def recibir() -> Response:
    """Guarda cada pieza con su veredicto y entrega un recibo firmado."""
    pedido = leer_json()
    piezas = pedido.get("lecturas")
    if not isinstance(piezas, list):
        raise ErrorDeRegistro("«lecturas» debe ser una lista. No se guardó nada.", "lecturas")
    if len(piezas) > MAXIMO_DE_PIEZAS:
        raise DemasiadoGrande(
            f"El lote trae {escribir(len(piezas))} piezas y se reciben hasta {escribir(MAXIMO_DE_PIEZAS)}. "
            "No se guardó nada: envíelo en lotes más pequeños.",
            "lecturas",
        )
    return _responder(recibir_de_tableta(dispositivo_actual(), piezas, _senal(pedido)))


def _responder(entregado: Entregado) -> Response:
    recibo = entregado.recibo
    respuesta: dict[str, Any] = {
        "resultados": [
            {"id": id_, "estado": estado, "motivo": motivo} for id_, estado, motivo in entregado.resultados
        ],
        "recibo": {"texto": recibo.texto, "firma": recibo.firma, "llave": recibo.llave},
    }
    if entregado.borrar:
        respuesta["borrar"] = True
    return jsonify(respuesta)


def _senal(pedido: dict[str, Any]) -> Senal:
    pendientes, version, ahora = pedido.get("pendientes"), pedido.get("version", ""), pedido.get("ahora")
    if pendientes is not None and (
        not isinstance(pendientes, int)
        or isinstance(pendientes, bool)
        or not 0 <= pendientes <= MAXIMO_PENDIENTES
    ):
        raise ErrorDeRegistro("«pendientes» debe ser un número entero. No se guardó nada.", "pendientes")
    if not isinstance(version, str | int) or len(str(version)) > LARGO_DE_VERSION:
        raise ErrorDeRegistro(
            f"«version» debe ser un texto de hasta {LARGO_DE_VERSION} letras. No se guardó nada.", "version"
        )
    return Senal(pendientes, str(version), _momento(ahora))


def _momento(escrito: object) -> datetime | None:
    if escrito is None:
        return None
    try:
        momento = datetime.fromisoformat(escrito) if isinstance(escrito, str) else None
    except ValueError:
        momento = None
    if momento is None or momento.tzinfo is None:
        raise ErrorDeRegistro(
            "«ahora» debe ser una fecha y hora con su zona: 2026-11-22T20:15:00-05:00. No se guardó nada.",
            "ahora",
        )
    return momento
