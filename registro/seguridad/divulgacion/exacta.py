"""La comprobación exacta de intervalos, con programación entera (HiGHS): el extra ``registro[auditoria]``.

Sin ella vale la búsqueda propia, que en tablas de más de dos dimensiones es segura y a veces oculta de más.
Lo que el programa propone se recalcula con enteros: un redondeo no puede dar por segura una celda.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from registro.seguridad.divulgacion.auditoria import valido
from registro.seguridad.divulgacion.busqueda import Testigo
from registro.seguridad.divulgacion.cubo import OCULTA, Cubo


def disponible() -> bool:
    """Si el extra está instalado."""
    return find_spec("scipy") is not None


def testigo_exacto(cubo: Cubo, estado: bytearray, celda: int, ancho: int) -> Testigo | None:
    """El registro con más y el registro con menos en una celda, si entre los dos hay ese ancho."""
    programa = _Programa(cubo, estado)
    testigo = Testigo(celda)
    for signo, cambio in ((1, testigo.sube), (-1, testigo.baja)):
        if testigo.ancho < ancho:
            cambio.update(programa.extremo(celda, signo, ancho))
    return testigo if valido(cubo, estado, testigo, ancho) else None


def intervalo(cubo: Cubo, estado: bytearray, celda: int, tope: int) -> tuple[int, int]:
    """Lo menos y lo más que puede valer una celda; más allá de ``tope`` de distancia ya no se mira."""
    programa = _Programa(cubo, estado)
    baja, sube = (programa.extremo(celda, signo, tope).get(celda, 0) for signo in (-1, 1))
    return cubo.valores[celda] + baja, cubo.valores[celda] + sube


class _Programa:
    """Las cuentas ocultas como incógnitas enteras; lo mostrado, como ecuaciones."""

    def __init__(self, cubo: Cubo, estado: bytearray) -> None:
        from scipy.sparse import csr_array

        self.cubo = cubo
        atomos = [cubo.celda(hojas) for hojas in _hojas(cubo)]
        self.atomos = [atomo for atomo in atomos if estado[atomo] == OCULTA]
        lugar = {atomo: numero for numero, atomo in enumerate(self.atomos)}
        self.suman = {atomo: list(cubo.que_suman(cubo.nodos(atomo)[: cubo.propias])) for atomo in self.atomos}
        ecuaciones: dict[int, list[int]] = {}
        for atomo, celdas in self.suman.items():
            for celda in celdas:
                if estado[celda] != OCULTA or celda in cubo.exigidas:
                    ecuaciones.setdefault(celda, []).append(lugar[atomo])
        filas = [fila for fila, propios in enumerate(ecuaciones.values()) for _ in propios]
        columnas = [atomo for propios in ecuaciones.values() for atomo in propios]
        forma = (len(ecuaciones), len(self.atomos))
        self.matriz: Any = csr_array(([1.0] * len(filas), (filas, columnas)), shape=forma)
        ocultas = [estado[celda] == OCULTA for celda in ecuaciones]  # sólo se sabe que no están vacías
        moviles = [-float(cubo.moviles[celda]) for celda in ecuaciones]
        self.desde = [abajo if oculta else 0.0 for abajo, oculta in zip(moviles, ocultas, strict=True)]
        self.hasta = [float("inf") if oculta else 0.0 for oculta in ocultas]

    def extremo(self, celda: int, signo: int, tope: int) -> dict[int, int]:
        """El cambio que más mueve la celda en ese sentido, dicho en todas las celdas."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        dentro = [float(celda in self.suman[atomo]) for atomo in self.atomos]
        if not any(dentro):
            return {}
        moviles = [-float(self.cubo.moviles[atomo]) for atomo in self.atomos]
        reglas = [LinearConstraint([dentro], -float(tope), float(tope))]
        if self.matriz.shape[0]:
            reglas.append(LinearConstraint(self.matriz, self.desde, self.hasta))
        respuesta = milp(
            [-signo * uno for uno in dentro],
            integrality=1,
            bounds=Bounds(moviles, float("inf")),
            constraints=reglas,
        )
        if respuesta.x is None:
            return {}
        cambio: dict[int, int] = {}
        for atomo, delta in zip(self.atomos, respuesta.x, strict=True):
            for sumada in self.suman[atomo] if round(delta) else ():
                cambio[sumada] = cambio.get(sumada, 0) + round(delta)
        return cambio


@lru_cache(maxsize=8)
def _hojas(cubo: Cubo) -> list[tuple[int, ...]]:
    total = cubo.celda(tuple(d.total for d in cubo.dimensiones[: cubo.propias]))
    return cubo.atomos_de(total)
