"""El circuito de una tabla de dos dimensiones, y los caminos que lo recorren. Puro.

Cada celda es un tubo: va de su fila a su columna; los totales cierran el circuito, así que lo que entra a un
nodo sale de él. Cambiar una celda sin que cambie lo publicado es mandar algo por un recorrido cerrado.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from heapq import heappop, heappush
from itertools import product
from typing import TypeAlias

Salida: TypeAlias = tuple[int, int, int, int]  # (a qué nodo, fila, columna, +1 si va con el tubo o -1)
Paso: TypeAlias = tuple[int, int]  # (celda, +1 o -1)


def tubo(filas: int, columnas: int, fila: int, columna: int) -> tuple[int, int]:
    """De qué nodo a qué nodo va una celda; los dos últimos nodos son los totales."""
    total_de_filas, total_de_columnas = filas + columnas, filas + columnas + 1
    if columna == columnas:
        return (total_de_filas, fila) if fila < filas else (total_de_columnas, total_de_filas)
    return (fila, filas + columna) if fila < filas else (filas + columna, total_de_columnas)


@cache
def salidas(filas: int, columnas: int) -> tuple[tuple[Salida, ...], ...]:
    """Por dónde se sale de cada nodo."""
    salen: list[list[Salida]] = [[] for _ in range(filas + columnas + 2)]
    for fila, columna in product(range(filas + 1), range(columnas + 1)):
        desde, hasta = tubo(filas, columnas, fila, columna)
        salen[desde].append((hasta, fila, columna, 1))
        salen[hasta].append((desde, fila, columna, -1))
    return tuple(tuple(vecinas) for vecinas in salen)


def camino_corto(
    grafo: tuple[tuple[Salida, ...], ...],
    desde: int,
    hasta: int,
    pasa: Callable[[int, int, int], int | None],
) -> list[Paso] | None:
    """El camino de menos pasos; ``pasa`` dice la celda de un paso, o nada si está cerrado."""
    llegadas: dict[int, tuple[int, int, int]] = {desde: (desde, 0, 0)}
    cola = [desde]
    for nodo in cola:
        for vecino, fila, columna, signo in grafo[nodo]:
            if vecino in llegadas:
                continue
            celda = pasa(fila, columna, signo)
            if celda is None:
                continue
            llegadas[vecino] = (nodo, celda, signo)
            if vecino == hasta:
                return _desandar(llegadas, desde, hasta)
            cola.append(vecino)
    return None


def camino_barato(
    grafo: tuple[tuple[Salida, ...], ...],
    desde: int,
    hasta: int,
    cuesta: Callable[[int, int, int], tuple[int, int] | None],
) -> tuple[int, list[Paso]] | None:
    """El camino que menos cuesta; ``cuesta`` dice la celda de un paso y su costo, o nada si está cerrado."""
    llegadas: dict[int, tuple[int, int, int]] = {}
    cola: list[tuple[int, int, int, int, int]] = [(0, desde, desde, 0, 0)]
    while cola:
        costo, nodo, anterior, celda, signo = heappop(cola)
        if nodo in llegadas:
            continue
        llegadas[nodo] = (anterior, celda, signo)
        if nodo == hasta:
            return costo, _desandar(llegadas, desde, hasta)
        for vecino, fila, columna, va in grafo[nodo]:
            if vecino not in llegadas and (paso := cuesta(fila, columna, va)) is not None:
                heappush(cola, (costo + paso[1] + 1, vecino, nodo, paso[0], va))
    return None


def _desandar(llegadas: dict[int, tuple[int, int, int]], desde: int, hasta: int) -> list[Paso]:
    pasos = []
    nodo = hasta
    while nodo != desde:
        nodo, celda, signo = llegadas[nodo]
        pasos.append((celda, signo))
    return pasos
