"""Registros alternos: otra manera de repartir los mismos hechos que deja igual todo lo publicado. Puro.

Si hay un registro alterno con más y otro con menos en una celda oculta, quien mira no puede saber cuál es el
verdadero: son el *testigo* de que la celda está protegida, y cualquiera lo verifica (``auditoria``).

Un cambio es un recorrido cerrado entre las filas y las columnas de dos dimensiones (lo que una celda gana lo
pierde la siguiente), repetido con signo contrario en dos nodos de cada una de las demás. En una tabla de dos
dimensiones se hallan todos, así que la respuesta es exacta; en las de más es segura y a veces pesimista.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from typing import TypeAlias

from registro.seguridad.divulgacion.circuito import Paso, camino_barato, camino_corto, salidas, tubo
from registro.seguridad.divulgacion.cubo import OCULTA, SELLADA, Coordenadas, Cubo, Dimension

SIN_TOPE = 1 << 60
OPCIONES_POR_CELDA = 600
Hallazgo: TypeAlias = "tuple[int, int, Opcion, list[Paso]]"


@dataclass(slots=True)
class Testigo:
    """Dos registros alternos, dichos por lo que cambia en cada celda: uno con más y otro con menos."""

    celda: int
    sube: dict[int, int] = field(default_factory=dict)
    baja: dict[int, int] = field(default_factory=dict)

    @property
    def ancho(self) -> int:
        """Cuánto hay del menor al mayor."""
        return self.sube.get(self.celda, 0) - self.baja.get(self.celda, 0)


@dataclass(frozen=True, slots=True)
class Opcion:
    """Las dos dimensiones del recorrido, y en qué celdas (con su signo) se repite cada uno de sus pasos."""

    par: tuple[int, int]
    repite: tuple[tuple[int, int], ...]
    propia: int


@cache
def _repartos(dimension: Dimension, nodo: int) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Cómo puede cambiar una dimensión que no va en el recorrido: una hoja contra otra, o una sola."""
    dentro = dimension.miembros[nodo]
    repartos = []
    for hoja in sorted(dentro):
        propios = set(dimension.nodos_de[hoja])
        for otra in sorted(set(range(dimension.total)) - dentro):
            ajenos = set(dimension.nodos_de[otra])
            mas = [(n, 1) for n in sorted(propios - ajenos)]
            repartos.append((*mas, *((n, -1) for n in sorted(ajenos - propios))))
        repartos.append(tuple((n, 1) for n in sorted(propios)))
    return tuple(repartos)


class Busqueda:
    """Busca testigos en un cubo con unas celdas ocultas; puede ocultar más si hace falta."""

    def __init__(self, cubo: Cubo, estado: bytearray, pesos: list[int]) -> None:
        self.cubo, self.estado, self.pesos = cubo, estado, pesos
        simples = [lugar for lugar, dimension in enumerate(cubo.dimensiones) if dimension.simple]
        self.pares = tuple(combinations(simples, 2))
        self._halladas: dict[int, list[Opcion]] = {}

    def testigo(self, celda: int, ancho: int) -> Testigo | None:
        """Los registros alternos que dejan la celda con ese ancho, o nada si no se hallan."""
        testigo, _ = self._ensanchar(celda, ancho)
        return testigo if testigo.ancho >= ancho else None

    def asegurar(self, celda: int, ancho: int) -> Testigo | None:
        """Como ``testigo``, y si no lo hay oculta las celdas que menos pesen hasta que lo haya."""
        testigo, (arriba, abajo) = self._ensanchar(celda, ancho)
        minimo = ancho - testigo.ancho
        while (falta := ancho - testigo.ancho) > 0:
            minimo = min(minimo, falta)
            hallados = (self._mas_barato(celda, s, q, minimo) for s, q in ((1, arriba), (-1, abajo)))
            hallado = min((uno for uno in hallados if uno), key=lambda uno: uno[:2], default=None)
            if hallado is None:
                if minimo == 1:
                    return None
                minimo -= 1
                continue
            _, signo, opcion, pasos = hallado
            for base, _ in pasos:
                for lejos, _ in opcion.repite:
                    self.estado[base + lejos] = OCULTA
            self._mover(opcion, pasos, (arriba, testigo.sube) if signo > 0 else (abajo, testigo.baja), falta)
        return testigo

    def _ensanchar(self, celda: int, ancho: int) -> tuple[Testigo, tuple[list[int], list[int]]]:
        """Sube y baja la celda cuanto se pueda, sin pasarse de lo pedido y sin ocultar nada más."""
        testigo = Testigo(celda)
        arriba, abajo = list(self.cubo.moviles), list(self.cubo.moviles)
        for opcion in self._opciones(celda):
            if any(self.estado[opcion.propia + lejos] for lejos, _ in opcion.repite):
                continue
            for signo, registro in ((1, (arriba, testigo.sube)), (-1, (abajo, testigo.baja))):
                while (falta := ancho - testigo.ancho) > 0:
                    pasos = self._sin_ocultar(opcion, signo, registro[0])
                    if pasos is None:
                        break
                    self._mover(opcion, pasos, registro, falta)
            if testigo.ancho >= ancho:
                break
        return testigo, (arriba, abajo)

    def _opciones(self, celda: int) -> list[Opcion]:
        """Todas las formas de cambiar una celda; las que tocan menos, primero."""
        if celda not in self._halladas:
            nodos = self.cubo.nodos(celda)
            halladas = [opcion for par in self.pares for opcion in self._de_un_par(par, nodos)]
            halladas.sort(key=lambda opcion: len(opcion.repite))
            self._halladas[celda] = halladas[:OPCIONES_POR_CELDA]
        return self._halladas[celda]

    def _de_un_par(self, par: tuple[int, int], nodos: Coordenadas) -> Iterator[Opcion]:
        pasos = self.cubo.pasos
        propia = sum(nodos[lugar] * pasos[lugar] for lugar in par)
        otras = [lugar for lugar in range(len(nodos)) if lugar not in par]
        repartos = [_repartos(self.cubo.dimensiones[lugar], nodos[lugar]) for lugar in otras]
        for eleccion in product(*repartos):
            repite = [(0, 1)]
            for lugar, reparto in zip(otras, eleccion, strict=True):
                repite = [(lejos + n * pasos[lugar], s * r) for lejos, s in repite for n, r in reparto]
            yield Opcion(par, tuple(repite), propia)

    def _extremos(self, opcion: Opcion, signo: int) -> tuple[int, int]:
        """De dónde a dónde hay que volver para cerrar el recorrido que pasa por la celda."""
        uno, otro = opcion.par
        filas, columnas = self.cubo.dimensiones[uno].total, self.cubo.dimensiones[otro].total
        fila = opcion.propia // self.cubo.pasos[uno] % self.cubo.forma[uno]
        columna = opcion.propia // self.cubo.pasos[otro] % self.cubo.forma[otro]
        desde, hasta = tubo(filas, columnas, fila, columna)
        return (hasta, desde) if signo > 0 else (desde, hasta)

    def _sin_ocultar(self, opcion: Opcion, signo: int, quedan: list[int]) -> list[Paso] | None:
        """Un recorrido por celdas ya ocultas que mueva la celda en ese sentido."""
        uno, otro = opcion.par
        paso_uno, paso_otro = self.cubo.pasos[uno], self.cubo.pasos[otro]
        propia, repite, estado = opcion.propia, opcion.repite, self.estado

        def pasa(fila: int, columna: int, va: int) -> int | None:
            base = fila * paso_uno + columna * paso_otro
            if base == propia:
                return None
            for lejos, propio in repite:
                celda = base + lejos
                if estado[celda] or (propio != va and not quedan[celda]):
                    return None
            return base

        if any(propio != signo and not quedan[propia + lejos] for lejos, propio in repite):
            return None
        grafo = salidas(self.cubo.dimensiones[uno].total, self.cubo.dimensiones[otro].total)
        camino = camino_corto(grafo, *self._extremos(opcion, signo), pasa)
        return None if camino is None else [(propia, signo), *camino]

    def _mas_barato(self, celda: int, signo: int, quedan: list[int], minimo: int) -> Hallazgo | None:
        """El recorrido que menos oculta entre todos los que mueven la celda por lo menos ``minimo``."""
        mejor: Hallazgo | None = None
        for opcion in self._opciones(celda):
            hallado = self._ocultando(opcion, signo, quedan, minimo)
            if hallado and (mejor is None or hallado[0] < mejor[0]):
                mejor = (hallado[0], signo, opcion, hallado[1])
        return mejor

    def _ocultando(
        self, opcion: Opcion, signo: int, quedan: list[int], minimo: int
    ) -> tuple[int, list[Paso]] | None:
        uno, otro = opcion.par
        paso_uno, paso_otro = self.cubo.pasos[uno], self.cubo.pasos[otro]
        repite, estado, pesos = opcion.repite, self.estado, self.pesos

        def cuesta(base: int, va: int) -> int | None:
            costo = 0
            for lejos, propio in repite:
                lugar = base + lejos
                if estado[lugar] == SELLADA or (propio != va and quedan[lugar] < minimo):
                    return None
                if estado[lugar]:
                    costo += pesos[lugar]
            return costo

        def paso(fila: int, columna: int, va: int) -> tuple[int, int] | None:
            base = fila * paso_uno + columna * paso_otro
            costo = None if base == opcion.propia else cuesta(base, va)
            return None if costo is None else (base, costo)

        propio = cuesta(opcion.propia, signo)
        if propio is None:
            return None
        grafo = salidas(self.cubo.dimensiones[uno].total, self.cubo.dimensiones[otro].total)
        camino = camino_barato(grafo, *self._extremos(opcion, signo), paso)
        return camino and (propio + camino[0], [(opcion.propia, signo), *camino[1]])

    def _mover(
        self, opcion: Opcion, pasos: list[Paso], registro: tuple[list[int], dict[int, int]], tope: int
    ) -> None:
        """Manda por el recorrido lo que quepa, sin pasar de ``tope``."""
        quedan, cambio = registro
        cambios = [(base + lejos, va * propio) for base, va in pasos for lejos, propio in opcion.repite]
        cabe = min((quedan[celda] for celda, va in cambios if va < 0), default=tope)
        for celda, va in cambios:
            quedan[celda] += va * min(cabe, tope)
            cambio[celda] = cambio.get(celda, 0) + va * min(cabe, tope)
