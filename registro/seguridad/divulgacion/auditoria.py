"""Las dos comprobaciones de una tabla protegida, sin fiarse de quien la protegió. Puro.

De rango: ninguna celda oculta se calcula sumando y restando lo que se muestra (con enteros exactos).
De intervalo: cada testigo es un registro posible (sin cuentas negativas) que deja igual lo que se muestra.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import gcd
from typing import TypeAlias

from registro.seguridad.divulgacion.busqueda import Testigo
from registro.seguridad.divulgacion.cubo import OCULTA, Cubo

Ecuacion: TypeAlias = dict[int, int]


def valido(cubo: Cubo, estado: bytearray, testigo: Testigo, ancho: int) -> bool:
    """Si los dos registros alternos existen, se ven igual desde fuera y dejan la celda con ese ancho."""
    return testigo.ancho >= ancho and all(
        _posible(cubo, estado, cambio) for cambio in (testigo.sube, testigo.baja)
    )


def _posible(cubo: Cubo, estado: bytearray, cambio: dict[int, int]) -> bool:
    atomos = {}
    for celda, delta in cambio.items():
        if cubo.moviles[celda] + delta < 0:
            return False
        nodos = cubo.nodos(celda)
        if all(nodo < d.total for nodo, d in zip(nodos, cubo.dimensiones, strict=True)):
            atomos[nodos] = delta
    suma = cubo.sumar(atomos)
    coincide = all(suma[celda] == delta for celda, delta in cambio.items())
    return coincide and not any(suma[celda] for celda in range(cubo.celdas) if estado[celda] != OCULTA)


def hallazgos(
    cubo: Cubo, estado: bytearray, testigos: Mapping[int, Testigo], anchos: Mapping[int, int]
) -> set[int]:
    """Las primarias sin un testigo que valga: de una tabla bien protegida, ninguna."""
    return {
        celda
        for celda, ancho in anchos.items()
        if celda not in testigos or not valido(cubo, estado, testigos[celda], ancho)
    }


def determinadas(cubo: Cubo, estado: bytearray, ocultas: Iterable[int]) -> set[int]:
    """Las celdas ocultas que se calculan exactamente de lo que se muestra."""
    incognitas = _sistema(cubo, estado)
    base: dict[int, Ecuacion] = {}
    for ecuacion in incognitas:
        resto = _reducir(ecuacion, base)
        if resto:
            base[min(resto)] = resto
    return {celda for celda in ocultas if not _reducir(_atomos_ocultos(cubo, estado, celda), base)}


def _sistema(cubo: Cubo, estado: bytearray) -> list[Ecuacion]:
    """Una ecuación por celda mostrada, sobre los átomos que no se muestran; las cortas primero."""
    ecuaciones = (
        _atomos_ocultos(cubo, estado, celda) for celda in range(cubo.celdas) if estado[celda] != OCULTA
    )
    distintas = {frozenset(ecuacion): ecuacion for ecuacion in ecuaciones if ecuacion}
    return sorted(distintas.values(), key=lambda ecuacion: (len(ecuacion), min(ecuacion)))


def _atomos_ocultos(cubo: Cubo, estado: bytearray, celda: int) -> Ecuacion:
    atomos = (cubo.celda(hojas) for hojas in cubo.atomos_de(celda))
    return {atomo: 1 for atomo in atomos if estado[atomo] == OCULTA}


def _reducir(ecuacion: Ecuacion, base: dict[int, Ecuacion]) -> Ecuacion:
    """Lo que queda de una ecuación después de quitarle todo lo que ya se sabe."""
    resto = dict(ecuacion)
    pendientes = sorted(resto)
    hechas: set[int] = set()
    while pendientes:
        atomo = pendientes.pop(0)
        hechas.add(atomo)
        if atomo not in resto or atomo not in base:
            continue
        conocida = base[atomo]
        divisor = gcd(resto[atomo], conocida[atomo])
        por_resto, por_conocida = conocida[atomo] // divisor, resto[atomo] // divisor
        resto = {uno: valor * por_resto for uno, valor in resto.items()}
        for uno, valor in conocida.items():
            queda = resto.get(uno, 0) - valor * por_conocida
            if queda:
                resto[uno] = queda
            else:
                resto.pop(uno, None)
        pendientes = sorted(set(resto) - hechas)
    return _simplificar(resto)


def _simplificar(ecuacion: Ecuacion) -> Ecuacion:
    divisor = gcd(*ecuacion.values()) if ecuacion else 1
    return {atomo: valor // divisor for atomo, valor in ecuacion.items()} if divisor > 1 else ecuacion
