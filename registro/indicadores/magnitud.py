"""Una magnitud es una cantidad, un porcentaje o un estado: nunca un número suelto ni un cero inventado."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from registro.indicadores.semaforo import Estado
from registro.numeros import escribir_decimal, escribir_porcentaje

PORCENTAJE = "porcentaje"
_CIFRAS = 1


@dataclass(frozen=True, slots=True)
class Cantidad:
    """Tantas unidades; los decimales son exactos (5,7 estrategias)."""

    valor: Decimal


@dataclass(frozen=True, slots=True)
class Porcentaje:
    """Un tanto por ciento (67.9, nunca 0.679) y, si se conocen, de qué sale."""

    valor: Decimal
    numerador: Decimal | None = None
    denominador: Decimal | None = None


@dataclass(frozen=True, slots=True)
class EnEstado:
    """No hay cifra y se dice por qué: «sin dato», «Cumplido en 2021», «Inicia en 2025»."""

    estado: Estado
    vigencia: int | None = None


Magnitud: TypeAlias = Cantidad | Porcentaje | EnEstado
SIN_DATO = EnEstado(Estado.SIN_DATO)
_CON_VIGENCIA = {Estado.CUMPLIDO: "Producto cumplido en {}", Estado.SIN_META: "Inicia en {}"}


def de(valor: Decimal | None, unidad: str) -> Magnitud:
    """El valor en su unidad; lo que falta es «sin dato», nunca cero."""
    if valor is None:
        return SIN_DATO
    return Porcentaje(valor) if unidad == PORCENTAJE else Cantidad(valor)


def escrita(magnitud: Magnitud) -> str:
    """«1.300.231», «67,9 %» o el estado en palabras."""
    if isinstance(magnitud, Cantidad):
        return escribir_decimal(magnitud.valor.normalize(), None)
    if isinstance(magnitud, Porcentaje):
        exacto = magnitud.valor == magnitud.valor.to_integral_value()
        return escribir_porcentaje(magnitud.valor, 0 if exacto else _CIFRAS)
    if magnitud.vigencia is None:
        return magnitud.estado.value
    return _CON_VIGENCIA[magnitud.estado].format(magnitud.vigencia)
