"""Cuánto va de un plan: cada nivel es el promedio de lo que tiene debajo. Puro."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

COMPLETO = 100


def promediar(avances: Sequence[Decimal | int | None]) -> Decimal | None:
    """El promedio; lo que nadie ha reportado va en 0 si algo se reportó, y nada reportado es sin dato.

    Cada subproducto pesa lo mismo: el plan publicado no les pone peso.
    """
    if all(avance is None for avance in avances):
        return None
    return sum((Decimal(avance or 0) for avance in avances), Decimal(0)) / len(avances)
