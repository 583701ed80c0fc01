"""Cantidades en un archivo: cómo se leen y cómo se dicen al comparar."""

from __future__ import annotations

from decimal import Decimal

from registro.actividades.conteos import MAXIMO
from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import Fila, como_texto
from registro.numeros import escribir, escribir_decimal, leer_decimal, leer_entero

DECIMALES = 6


def asistentes(fila: Fila, columna: str) -> int:
    """Cuántas personas dice la fila; cero es válido, vacío no.

    :raises ErrorDeRegistro: no es un número, es negativo o es imposible.
    """
    return cantidad(fila, columna, 0, MAXIMO)


def cantidad(fila: Fila, columna: str, minimo: int, maximo: int) -> int:
    """Un entero entre los dos límites."""
    numero = leer_entero(fila[columna], columna)
    if not minimo <= numero <= maximo:
        raise ErrorDeRegistro(
            f"«{como_texto(fila[columna])}» no puede ser: va un número entre {minimo} y {escribir(maximo)}.",
            columna,
        )
    return numero


def contadas(cuantas: int | None, cosa: str) -> str:
    """«25 asistentes», o que no se contaron."""
    return f"sin {cosa} contados" if cuantas is None else f"{escribir(cuantas)} {cosa}"


def exacto(fila: Fila, columna: str) -> Decimal | None:
    """Una cifra con decimales («5,7»), o ``None`` si la celda está vacía.

    :raises ErrorDeRegistro: no es un número o tiene más decimales de los que se guardan.
    """
    if not fila.texto(columna):
        return None
    numero = leer_decimal(fila[columna], columna)
    if numero != round(numero, DECIMALES):
        raise ErrorDeRegistro(
            f"«{como_texto(fila[columna])}» tiene más de {DECIMALES} decimales. Redondéelo.", columna
        )
    return numero


def en_cifras(numero: Decimal | None) -> str:
    """«5,7», o que no hay dato."""
    return "sin dato" if numero is None else escribir_decimal(numero.normalize(), None)
