"""El cubo de una tabla: sus dimensiones con todos los márgenes y cuánto hay en cada celda. Puro.

Una celda es un nodo de cada dimensión: una hoja (Kennedy), el total o un grupo de hojas (el segundo
trimestre). Las celdas se numeran de corrido; con los pasos de cada dimensión se pasa de una a sus vecinas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import TypeAlias

Coordenadas: TypeAlias = tuple[int, ...]
Atomos: TypeAlias = Mapping[Coordenadas, int]

OCULTA, VISIBLE, SELLADA = 0, 1, 2  # sellada: ya se conoce y no se puede ocultar


@dataclass(frozen=True)
class Dimension:
    """Las categorías más finas de una dimensión y los grupos de ellas que también se publican."""

    nombre: str
    hojas: tuple[str, ...]
    grupos: tuple[tuple[str, frozenset[int]], ...] = ()

    @property
    def total(self) -> int:
        """El nodo que suma todas las hojas."""
        return len(self.hojas)

    @property
    def simple(self) -> bool:
        """Si sólo tiene hojas y total."""
        return not self.grupos

    @cached_property
    def miembros(self) -> tuple[frozenset[int], ...]:
        """Las hojas que suma cada nodo."""
        todas = frozenset(range(self.total))
        return (*(frozenset({hoja}) for hoja in range(self.total)), todas, *(g for _, g in self.grupos))

    @cached_property
    def nodos_de(self) -> tuple[tuple[int, ...], ...]:
        """Los nodos que suman cada hoja."""
        return tuple(
            tuple(nodo for nodo, hojas in enumerate(self.miembros) if hoja in hojas)
            for hoja in range(self.total)
        )

    def nodo(self, nombre: str) -> int:
        """El nodo de un grupo o de una hoja por su nombre."""
        for numero, (grupo, _) in enumerate(self.grupos):
            if grupo == nombre:
                return self.total + 1 + numero
        return self.hojas.index(nombre)


RELLENO = Dimension("", ("",))


class Cubo:
    """Los valores exactos de todas las celdas, y cuánto de cada una puede moverse.

    ``moviles`` son los conteos con que se arman los registros alternos que no distinguiría quien mira: los
    mismos valores o menos (de personas distintas, sólo las que vinieron una vez; las demás quedan quietas).
    """

    def __init__(
        self, dimensiones: Sequence[Dimension], atomos: Atomos, moviles: Atomos | None = None
    ) -> None:
        self.propias = len(dimensiones)
        faltan = max(0, 2 - sum(dimension.simple for dimension in dimensiones))
        self.dimensiones = (*dimensiones, *([RELLENO] * faltan))
        self.forma = tuple(len(dimension.miembros) for dimension in self.dimensiones)
        self.pasos = tuple(prod(self.forma[lugar + 1 :]) for lugar in range(len(self.forma)))
        self.celdas = prod(self.forma)
        self.valores = self.sumar(atomos)
        self.moviles = list(self.valores) if moviles is None else self.sumar(moviles)
        self.exigidas: set[int] = set()

    def exigir(self, celdas: Iterable[int]) -> None:
        """En cada una de esas celdas se sabe que hay algo: ningún registro alterno la deja vacía."""
        for celda in celdas:
            self.exigidas.add(celda)
            self.moviles[celda] = min(self.moviles[celda], self.valores[celda] - 1)

    def sumar(self, atomos: Atomos) -> list[int]:
        """Todas las celdas, desde las más finas."""
        valores = [0] * self.celdas
        for hojas, cantidad in atomos.items():
            for celda in self.que_suman(hojas):
                valores[celda] += cantidad
        return valores

    def que_suman(self, hojas: Coordenadas) -> Iterator[int]:
        """Todas las celdas en que cae un átomo."""
        completas = (*hojas, *([0] * (len(self.forma) - len(hojas))))
        nodos = (
            [nodo * paso for nodo in dimension.nodos_de[hoja]]
            for dimension, hoja, paso in zip(self.dimensiones, completas, self.pasos, strict=True)
        )
        return (sum(partes) for partes in product(*nodos))

    def celda(self, nodos: Coordenadas) -> int:
        """El número de una celda propia; el relleno va en su única hoja."""
        return sum(nodo * paso for nodo, paso in zip(nodos, self.pasos, strict=False))

    def nodos(self, celda: int) -> Coordenadas:
        """Los nodos de una celda, con los del relleno."""
        return tuple(celda // paso % tamano for paso, tamano in zip(self.pasos, self.forma, strict=True))

    def atomos_de(self, celda: int) -> list[Coordenadas]:
        """Los átomos que suma una celda, sin el relleno."""
        nodos = self.nodos(celda)[: self.propias]
        hojas = (sorted(d.miembros[n]) for d, n in zip(self.dimensiones, nodos, strict=False))
        return list(product(*hojas))

    def todas(self) -> Iterator[tuple[Coordenadas, int]]:
        """Las celdas propias de hojas y totales, con su número: lo que publica una tabla corriente."""
        propias = self.dimensiones[: self.propias]
        for nodos in product(*(range(dimension.total + 1) for dimension in propias)):
            yield nodos, self.celda(nodos)

    def totales(self, celda: int) -> int:
        """En cuántas dimensiones propias la celda no es una hoja."""
        nodos = self.nodos(celda)[: self.propias]
        return sum(nodo >= d.total for nodo, d in zip(nodos, self.dimensiones, strict=False))
