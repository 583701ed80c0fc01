"""Leer el archivo sellado que una tableta exportó, y escribir el recibo que se le devuelve."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from registro.errores import ErrorDeRegistro
from registro.textos import leer_json

FORMATO, FORMATO_DE_RECIBO = "registro/sellado/1", "registro/recibo/1"
MAXIMO_DE_PIEZAS = 20_000
LARGO_DE_DISPOSITIVO = 20


@dataclass(frozen=True, slots=True)
class ArchivoSellado:
    """Lo que trae: de qué tableta es y sus piezas, todavía cerradas."""

    dispositivo: str
    piezas: list[dict[str, str]]


def leer_archivo(bruto: bytes) -> ArchivoSellado:
    """El archivo, entero.

    :raises ErrorDeRegistro: no es de una tableta, está incompleto o trae demasiado.
    """
    try:
        leido = leer_json(bruto)
    except (ValueError, RecursionError):
        leido = None
    piezas = leido.get("lecturas") if isinstance(leido, dict) else None
    dispositivo = leido.get("dispositivo") if isinstance(leido, dict) else None
    if not isinstance(leido, dict) or leido.get("formato") != FORMATO or not isinstance(piezas, list):
        raise ErrorDeRegistro(
            "Ese archivo no lo exportó una tableta. No se recibió nada: elija el que ella guardó, "
            "que se llama «notas-» y la fecha.",
            "archivo",
        )
    if len(piezas) != leido.get("cuantas") or not all(_esta_sana(pieza) for pieza in piezas):
        raise ErrorDeRegistro(
            "El archivo está incompleto. No se recibió nada y todo sigue en la tableta: cópielo otra vez.",
            "archivo",
        )
    if len(piezas) > MAXIMO_DE_PIEZAS:
        raise ErrorDeRegistro("El archivo trae más de 20.000 piezas. No se recibió nada.", "archivo")
    conocido = isinstance(dispositivo, str) and len(dispositivo) <= LARGO_DE_DISPOSITIVO
    selladas = [{"id": pieza["id"], "sellado": pieza["sellado"]} for pieza in piezas]
    return ArchivoSellado(dispositivo if conocido and isinstance(dispositivo, str) else "", selladas)


def escribir_recibo(texto: str, firma: str, llave: str) -> str:
    """El archivo que se le lleva a la tableta: con él borra lo que aquí ya está."""
    recibo = {"texto": texto, "firma": firma, "llave": llave}
    return json.dumps({"formato": FORMATO_DE_RECIBO, "recibo": recibo}, ensure_ascii=False)


def _esta_sana(pieza: Any) -> bool:
    campos = ("id", "sellado")
    return isinstance(pieza, dict) and all(isinstance(pieza.get(campo), str) for campo in campos)
