"""Entender lo que una tableta manda además de lecturas. Lo que no se entiende no es un apunte."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registro.actividades.tipos import TIPOS
from registro.asistencia.reglas import leer_momento, leer_uuid
from registro.personas.reglas import CodigoIlegible, leer_codigo

LECTURA = "lectura"
PRESTACION, DESHACER, TARJETA, RESPUESTAS = "prestacion", "deshacer", "tarjeta", "respuestas"
RETIRO = "retiro"  # de un servicio o una remisión que se anotó por error
PROVISIONAL, CIERRE, MENOR = "provisional", "cierre", "menor"
DE_LECTURA = frozenset({PRESTACION, DESHACER, TARJETA, RESPUESTAS, RETIRO})
LARGO_DE_LUGAR, LARGO_DE_TEXTO = 300, 60
MAYOR_ENTERO = 2**31


@dataclass(frozen=True, slots=True)
class Apuntado:
    """Un apunte ya entendido; ``de`` es la lectura o la actividad de que habla."""

    id: UUID
    clase: str
    de: UUID | None


def clase_de(cruda: Any) -> str:
    """La clase de la pieza; sin ella es una lectura."""
    clase = cruda.get("clase", LECTURA) if isinstance(cruda, dict) else LECTURA
    return clase if isinstance(clase, str) else ""


def leer_apunte(cruda: Any, ahora: datetime) -> Apuntado | None:
    """El apunte, o nada si algo le falta o no es de ninguna clase."""
    clase = clase_de(cruda)
    id_ = leer_uuid(cruda.get("id")) if isinstance(cruda, Mapping) else None
    if id_ is None or clase not in _CLASES or not _CLASES[clase](cruda, ahora):
        return None
    if clase == PROVISIONAL:
        return Apuntado(id_, clase, id_)
    de = leer_uuid(cruda.get("lectura")) if clase in DE_LECTURA else actividad_de(cruda)
    return Apuntado(id_, clase, de) if de is not None or clase == MENOR else None


def actividad_de(cruda: Mapping[str, Any]) -> UUID | None:
    """La actividad de que habla, provisional o no."""
    return leer_uuid(cruda.get("actividad") or cruda.get("provisional"))


def _es_entero(valor: Any) -> bool:
    return isinstance(valor, int) and not isinstance(valor, bool) and 0 < valor < MAYOR_ENTERO


def _prestacion(cruda: Mapping[str, Any], _ahora: datetime) -> bool:
    dichos = [cruda[campo] for campo in ("servicio", "remitida_a") if cruda.get(campo) is not None]
    return bool(dichos) and all(_es_entero(valor) for valor in dichos)


def _retiro(cruda: Mapping[str, Any], _ahora: datetime) -> bool:
    return leer_uuid(cruda.get("prestacion")) is not None


def _tarjeta(cruda: Mapping[str, Any], _ahora: datetime) -> bool:
    escrito = cruda.get("credencial")
    try:
        return isinstance(escrito, str) and bool(leer_codigo(escrito))
    except CodigoIlegible:
        return False


def _respuestas(cruda: Mapping[str, Any], _ahora: datetime) -> bool:
    valores, autorizacion = cruda.get("valores"), cruda.get("autorizacion")
    textos = isinstance(valores, Mapping) and all(
        isinstance(texto, str) and len(texto) <= LARGO_DE_TEXTO for texto in valores.values()
    )
    return textos and (autorizacion is None or isinstance(autorizacion, Mapping))


def _provisional(cruda: Mapping[str, Any], _ahora: datetime) -> bool:
    tipo = TIPOS.get(str(cruda.get("tipo")))
    lugar, localidad = cruda.get("lugar"), cruda.get("localidad")
    return (
        tipo is not None
        and not tipo.institucional
        and isinstance(lugar, str)
        and 0 < len(lugar.strip()) <= LARGO_DE_LUGAR
        and (localidad is None or isinstance(localidad, str))
        and leer_dia(cruda) is not None
    )


def leer_dia(cruda: Mapping[str, Any]) -> date | None:
    """La fecha de una provisional."""
    try:
        return date.fromisoformat(str(cruda.get("fecha")))
    except ValueError:
        return None


def _cierre(cruda: Mapping[str, Any], ahora: datetime) -> bool:
    return leer_momento(cruda.get("cerrada_en"), ahora) is not None


_CLASES: dict[str, Callable[[Mapping[str, Any], datetime], bool]] = {
    PRESTACION: _prestacion,
    DESHACER: lambda _cruda, _ahora: True,
    TARJETA: _tarjeta,
    RESPUESTAS: _respuestas,
    RETIRO: _retiro,
    PROVISIONAL: _provisional,
    CIERRE: _cierre,
    MENOR: lambda _cruda, _ahora: True,
}
