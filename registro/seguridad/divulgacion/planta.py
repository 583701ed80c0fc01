"""La planta del cubo que comparten varias tablas: sus dimensiones, y en qué celda cae cada cosa. Puro.

De cada rasgo se toman las categorías más gruesas que distinguen lo que todas muestran: si una va por
trimestre y otra por mes, las hojas son los meses y los trimestres son grupos.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from math import prod

from registro.seguridad.divulgacion.cubo import Cubo, Dimension
from registro.seguridad.divulgacion.publicada import PERSONAS, Clave, Publicada

ACTIVIDAD = "actividad"
# Se sabe dónde y cuándo hubo algo: en lo demás nadie puede imaginar gente. La actividad lo dice todo.
DEL_HECHO = ("localidad", "mes", "tipo", ACTIVIDAD)
Tramo = tuple[int, int]  # de qué foto a qué foto estuvo un hecho


class Planta:
    """Las dimensiones comunes de unas tablas; ``aparte`` son las que no caben y sólo prestan su fecha."""

    def __init__(self, publicadas: Sequence[Publicada], aparte: Sequence[Publicada]) -> None:
        self.publicadas, self.aparte = publicadas, aparte
        nueva = publicadas[0]
        comparables = (otra for otra in aparte if otra.universo == nueva.universo and otra.mira_lo_de(nueva))
        vistas = [*publicadas[1:], *comparables, nueva]
        self.fotos = list({una.foto.marca: una.foto for una in vistas}.values())
        self.marcas = [foto.marca for foto in self.fotos]
        self.bases = sorted({base for una in publicadas for base in una.bases})
        self.hojas = {base: self._hojas(base) for base in self.bases}
        self.tramos = self._tramos()
        dimensiones = [self._dimension(base) for base in self.bases]
        if len(self.fotos) > 1:
            dimensiones.append(self._dimension_de_fotos())
        self.dimensiones = dimensiones
        self.hecho: Cubo

    @property
    def tamano(self) -> int:
        """Cuántas celdas tendría el cubo."""
        return prod(len(dimension.miembros) for dimension in self.dimensiones)

    def cubo(self, *, solo_sueltos: bool) -> Cubo:
        """Los hechos en sus celdas; con ``solo_sueltos``, sólo esos se pueden cambiar de lugar."""
        atomos: dict[tuple[int, ...], int] = defaultdict(int)
        sueltos: dict[tuple[int, ...], int] = defaultdict(int)
        for valores, tramo, cuantos, libres in self.tramos:
            hojas = [self.hojas[base][valores[base]] for base in self.bases]
            if len(self.fotos) > 1:
                hojas.append(self.orden[tramo])
            atomos[tuple(hojas)] += cuantos
            sueltos[tuple(hojas)] += libres
        self.hecho = Cubo(self.dimensiones, atomos, sueltos if solo_sueltos else None)
        return self.hecho

    def lugares(self, publicada: Publicada) -> dict[Clave, int]:
        """La celda del cubo de cada celda de la tabla; las que no pueden tener nada no están."""
        foto = [self._nodo_de_foto(publicada.foto.marca)] if len(self.fotos) > 1 else []
        lugares = {}
        for clave in publicada.claves():
            donde = publicada.donde(clave)
            if donde is None:
                continue
            nodos = [
                self._nodo(lugar, donde[base]) if base in donde else self.dimensiones[lugar].total
                for lugar, base in enumerate(self.bases)
            ]
            lugares[clave] = self.hecho.celda((*nodos, *foto))
        return lugares

    def sin_hechos(self) -> set[int]:
        """Las celdas de un lugar y un mes en que no hubo nada: todo el mundo sabe que ahí hay cero."""
        lugares = [lugar for lugar, base in enumerate(self.bases) if base in DEL_HECHO]
        hubo = Cubo(
            [self.dimensiones[lugar] for lugar in lugares],
            {
                tuple(self.hojas[self.bases[lugar]][valores[self.bases[lugar]]] for lugar in lugares): 1
                for valores, *_ in self.tramos
            },
        )
        rangos = [range(tamano) for tamano in self.hecho.forma[: self.hecho.propias]]
        return {
            self.hecho.celda(nodos)
            for nodos in product(*rangos)
            if not hubo.valores[hubo.celda(tuple(nodos[lugar] for lugar in lugares))]
        }

    def compartidas(self) -> set[int]:
        """Lo que comparte con las tablas que no caben: ningún registro alterno puede cambiarlo."""
        if not self.aparte:
            return set()
        comunes = {base for otra in self.aparte for base in otra.bases}
        if ACTIVIDAD in comunes or (ACTIVIDAD in self.bases and comunes & {*DEL_HECHO}):
            comunes |= {*DEL_HECHO}  # llevar algo a otra actividad es llevarlo a otro lugar y a otro mes
        rangos = [
            range(dimension.total) if base in comunes else range(dimension.total, dimension.total + 1)
            for base, dimension in zip(self.bases, self.dimensiones, strict=False)
        ]
        if len(self.fotos) > 1:
            rangos.append(range(self.dimensiones[-1].total))
        return {self.hecho.celda(nodos) for nodos in product(*rangos)}

    def _hojas(self, base: str) -> dict[str, int]:
        """La hoja de cada valor: dos valores que ninguna tabla distingue caen en la misma."""
        conjuntos = self._conjuntos(base)
        valores = {fila[0][foto.bases.index(base)] for foto in self.fotos for fila in foto.filas}
        valores.update(*conjuntos)
        firmas: dict[tuple[bool, ...], int] = {}
        return {
            valor: firmas.setdefault(tuple(valor in uno for uno in conjuntos), len(firmas))
            for valor in sorted(valores)
        }

    def _conjuntos(self, base: str) -> list[frozenset[str]]:
        de_ejes = (
            v for una in self.publicadas for eje in una.ejes if eje.base == base for _, v in eje.valores
        )
        de_filtros = (v for una in self.publicadas for propia, v in una.filtros if propia == base)
        return list(dict.fromkeys((*de_ejes, *de_filtros)))

    def _dimension(self, base: str) -> Dimension:
        hojas = self.hojas[base]
        cuantas = len(set(hojas.values()))
        grupos: dict[frozenset[int], str] = {}
        for publicada in self.publicadas:
            for clave in _de_esta(publicada, base):
                suma = frozenset(hojas[valor] for valor in clave)
                if 1 < len(suma) < cuantas:
                    grupos.setdefault(suma, str(len(grupos)))
        nombres = tuple(str(numero) for numero in range(cuantas))
        return Dimension(base, nombres, tuple((nombre, suma) for suma, nombre in grupos.items()))

    def _nodo(self, lugar: int, valores: frozenset[str]) -> int:
        dimension = self.dimensiones[lugar]
        suma = frozenset(self.hojas[self.bases[lugar]][valor] for valor in valores)
        return dimension.miembros.index(suma)

    @cached_property
    def orden(self) -> dict[Tramo, int]:
        """La hoja de cada tramo de fotos."""
        return {tramo: hoja for hoja, tramo in enumerate(sorted({tramo for _, tramo, _, _ in self.tramos}))}

    def _dimension_de_fotos(self) -> Dimension:
        grupos = []
        for numero, marca in enumerate(self.marcas):
            suma = frozenset(hoja for (desde, hasta), hoja in self.orden.items() if desde <= numero <= hasta)
            grupos.append((marca, suma))
        return Dimension("foto", tuple(str(tramo) for tramo in self.orden), tuple(grupos))

    def _nodo_de_foto(self, marca: str) -> int:
        return self.dimensiones[-1].total + 1 + self.marcas.index(marca)

    def _tramos(self) -> list[tuple[dict[str, str], Tramo, int, int]]:
        """Cada clase de hechos, cuántos hubo y entre qué fotos; lo último en llegar es lo primero en irse."""
        bases = self.fotos[0].bases
        series: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        de_personas = self.publicadas[0].medida == PERSONAS
        for numero, foto in enumerate(self.fotos):
            for valores, cuantos, sueltos, solas in foto.filas:
                libres = solas if de_personas else sueltos
                series.setdefault(valores, [(0, 0)] * len(self.fotos))[numero] = (cuantos, libres)
        return [
            (dict(zip(bases, valores, strict=True)), tramo, cuantos, min(cuantos, libres.get(tramo, 0)))
            for valores, serie in series.items()
            for libres in [dict(_repartir_en_tramos([libre for _, libre in serie]))]
            for tramo, cuantos in _repartir_en_tramos([cuantos for cuantos, _ in serie])
        ]


def _de_esta(publicada: Publicada, base: str) -> Iterator[frozenset[str]]:
    """Lo que sus celdas suman de un rasgo: sus valores, y lo que queda de ellos con el filtro."""
    filtros = [valores for propia, valores in publicada.filtros if propia == base]
    de_ejes = ([None, *(v for _, v in eje.valores)] for eje in publicada.ejes if eje.base == base)
    for partes in product(*de_ejes):
        dados = [valores for valores in (*filtros, *partes) if valores is not None]
        if dados and (suma := frozenset.intersection(*dados)):
            yield suma


def _repartir_en_tramos(serie: Sequence[int]) -> list[tuple[Tramo, int]]:
    abiertos: list[list[int]] = []  # [desde qué foto, cuántos]
    tramos: dict[Tramo, int] = defaultdict(int)
    for numero, cuantos in enumerate((*serie, 0)):
        sobran = sum(n for _, n in abiertos) - cuantos
        if sobran < 0:
            abiertos.append([numero, -sobran])
        while sobran > 0:
            desde, hay = abiertos.pop()
            tramos[desde, numero - 1] += min(hay, sobran)
            if hay > sobran:
                abiertos.append([desde, hay - sobran])
            sobran -= hay
    return list(tramos.items())
