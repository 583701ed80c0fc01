"""Lo que una regla mide en una parte del año, y cómo se juntan las partes. Puro.

Las sumas se suman; las personas distintas, no: quien vino en dos trimestres es una. Por eso una parte dice
también quiénes son, con un bit por persona: juntarlas es un «o», y contarlas, contar bits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from registro.indicadores.hechos import Medicion

_BITS = 8


@dataclass(frozen=True, slots=True)
class Parcial:
    """Lo de una parte del año.

    :param quienes: el bit ``n`` encendido es que está la persona ``n``; cero, si no se miden personas.
    """

    medida: Medicion
    quienes: int = field(default=0, repr=False)


def bits(personas: Iterable[int]) -> int:
    """Esas personas, cada una en su bit."""
    todas = set(personas)
    octetos = bytearray(max(todas, default=0) // _BITS + 1)
    for una in todas:
        octetos[una // _BITS] |= 1 << una % _BITS
    return desde_octetos(octetos)


def octetos_de(quienes: int) -> bytes:
    """Para guardarlas: un octeto por cada ocho números de persona."""
    return quienes.to_bytes((quienes.bit_length() + _BITS - 1) // _BITS, "little")


def desde_octetos(octetos: bytes | bytearray) -> int:
    """Lo contrario de :func:`octetos_de`."""
    return int.from_bytes(octetos, "little")


def distintas(cuantas: int, registros: int, sin_persona: int) -> Medicion:
    """Si vino gente y de nadie se sabe quién es, no son cero personas: no se sabe cuántas."""
    valor = Decimal(cuantas) if cuantas or not sin_persona else None
    return Medicion(valor, registros, sin_persona)


def juntar(parciales: Iterable[Parcial | None]) -> Medicion | None:
    """Lo del período entero; en una parte vacía la fuente no tenía nada, y si todas lo son no se sabe.

    Una parte sin registros que pasen los filtros no quita ni pone; si ninguno informó, tampoco se sabe.
    """
    partes = [parcial for parcial in parciales if parcial is not None]
    if not partes:
        return None
    quienes = 0
    for parte in partes:
        quienes |= parte.quienes
    registros = sum(parte.medida.registros for parte in partes)
    sin_persona = sum(parte.medida.sin_persona for parte in partes)
    if quienes or sin_persona:
        return distintas(quienes.bit_count(), registros, sin_persona)
    return Medicion(_sumar(partes), registros)


def _sumar(partes: Iterable[Parcial]) -> Decimal | None:
    valores = [parte.medida.valor for parte in partes]
    sabidos = [valor for valor in valores if valor is not None]
    que_cuentan = any(parte.medida.registros for parte in partes)
    return sum(sabidos, Decimal(0)) if que_cuentan or len(sabidos) == len(valores) else None
