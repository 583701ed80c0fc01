"""Cuánto hay en cada celda de lo que se va a publicar, con todos sus márgenes. Puro."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from registro.indicadores.contados import Contado
from registro.seguridad.divulgacion.publicada import PERSONAS, TOTAL, Clave, Eje

Filtros = tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Cuadro:
    """Lo que se cuenta: de qué hechos, qué se mide, cómo se reparte y cuáles entran.

    :param con_total: la tabla muestra también los totales.
    """

    universo: str
    medida: str
    ejes: tuple[Eje, ...]
    filtros: Filtros = ()
    con_total: bool = True


def entran(hechos: Iterable[Contado], bases: tuple[str, ...], filtros: Filtros) -> list[Contado]:
    """Los hechos que pasan los filtros."""
    lugares = [(bases.index(base), valores) for base, valores in filtros]
    return [hecho for hecho in hechos if all(hecho.rasgos[lugar] in valores for lugar, valores in lugares)]


def sumar_celdas(cuadro: Cuadro, bases: tuple[str, ...], hechos: Iterable[Contado]) -> dict[Clave, int]:
    """Cada celda y cada margen; de personas, las distintas: quien está en dos casillas es una en el total.

    Cada hecho está en una casilla de cada eje: si no, el total no sería el de la tabla.
    """
    de_cada_valor = [
        (bases.index(eje.base), {base: clave for clave, suma in eje.valores for base in suma})
        for eje in cuadro.ejes
    ]
    personas = cuadro.medida == PERSONAS
    cuentas: dict[Clave, int] = defaultdict(int)
    quienes: dict[Clave, set[int]] = defaultdict(set)
    for hecho in hechos:
        clave = tuple(valores[hecho.rasgos[lugar]] for lugar, valores in de_cada_valor)
        for celda in product(*((valor, TOTAL) for valor in clave)):
            if not personas:
                cuentas[celda] += hecho.cantidad
            elif hecho.persona is not None:
                quienes[celda].add(hecho.persona)
    return {celda: len(quienes[celda]) if personas else cuentas[celda] for celda in claves_de(cuadro.ejes)}


def claves_de(ejes: Iterable[Eje]) -> Iterator[Clave]:
    """Todas las celdas de unos ejes, con todos los márgenes."""
    yield from product(*([*(clave for clave, _ in eje.valores), TOTAL] for eje in ejes))
