"""Qué dice una tabla publicada: de qué hechos, con qué categorías y cuánto vale cada celda. Puro."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TypeAlias

Clave: TypeAlias = tuple[str, ...]  # un valor por eje; vacío es el total
Donde: TypeAlias = dict[str, frozenset[str]]
Lugar: TypeAlias = frozenset[tuple[str, frozenset[str]]]

TOTAL = ""
# Las categorías que una tabla toma de los hechos; las de una respuesta salen todas, también las vacías.
DE_LO_QUE_HUBO = ("localidad", "mes", "tipo", "clase", "entidad")
PERSONAS = "personas"


@dataclass(frozen=True)
class Eje:
    """Los valores que muestra una tabla y los de base que suma cada uno (un trimestre, tres meses)."""

    base: str
    valores: tuple[tuple[str, frozenset[str]], ...]

    def de(self, valor: str) -> frozenset[str]:
        """Lo que suma un valor."""
        return dict(self.valores)[valor]


@dataclass(frozen=True)
class Foto:
    """Los hechos tal como estaban al publicar, sumados por sus rasgos: (valores, cuántos, sueltos, solas).

    Suelto es el que es todo lo que hay de alguien: ponerlo en otro lugar no altera ninguna otra cuenta. Las
    solas son los sueltos de quien se sabe que es una persona: lo demás no cuenta entre las distintas.
    """

    marca: str
    bases: tuple[str, ...]
    filas: tuple[tuple[tuple[str, ...], int, int, int], ...]

    @cached_property
    def hubo(self) -> Mapping[str, frozenset[str]]:
        """De cada rasgo, los valores que algún hecho tiene."""
        columnas = (
            zip(*(valores for valores, *_ in self.filas), strict=True)
            if self.filas
            else [()] * len(self.bases)
        )
        return {base: frozenset(valores) for base, valores in zip(self.bases, columnas, strict=True)}


@dataclass(frozen=True)
class Publicada:
    """Una tabla publicada o por publicar.

    :param primarias: las celdas que no pueden conocerse, y el ancho que debe guardar cada una (k-1).
    :param visibles: las que muestra; de una por publicar, las que mostraría.
    """

    universo: str
    medida: str
    ejes: tuple[Eje, ...]
    filtros: tuple[tuple[str, frozenset[str]], ...]
    foto: Foto
    exactas: Mapping[Clave, int]
    primarias: Mapping[Clave, int]
    visibles: frozenset[Clave]

    @property
    def bases(self) -> frozenset[str]:
        """Los rasgos de que habla."""
        return frozenset({*(eje.base for eje in self.ejes), *(base for base, _ in self.filtros)})

    def donde(self, clave: Clave) -> Donde | None:
        """Qué hechos suma una celda; nada si no puede haber ninguno."""
        partes = [(eje.base, eje.de(valor)) for eje, valor in zip(self.ejes, clave, strict=True) if valor]
        donde: Donde = {}
        for base, valores in (*self.filtros, *partes):
            donde[base] = donde[base] & valores if base in donde else valores
        return donde if all(donde.values()) else None

    def claves(self) -> Iterator[Clave]:
        """Todas las celdas, con todos los márgenes."""
        yield from product(*([*(valor for valor, _ in eje.valores), TOTAL] for eje in self.ejes))

    def rotulos(self) -> Iterator[Clave]:
        """Las celdas que dicen que algo hubo sólo por estar: una localidad o un mes sin nada no salen."""
        for lugar, eje in enumerate(self.ejes):
            for valor, _ in eje.valores if eje.base in DE_LO_QUE_HUBO else ():
                yield tuple(valor if otro == lugar else TOTAL for otro in range(len(self.ejes)))

    def se_cruza_con(self, otra: Publicada) -> bool:
        """Si puede haber hechos en las dos."""
        propios, ajenos = dict(self.filtros), dict(otra.filtros)
        return all(propios[base] & ajenos[base] for base in propios.keys() & ajenos.keys())

    def cuenta_lo_mismo_que(self, otra: Publicada) -> bool:
        """Si sus cifras se pueden sumar y restar."""
        return (self.universo, self.medida) == (otra.universo, otra.medida)

    def mira_lo_de(self, otra: Publicada) -> bool:
        """Si sus hechos se guardaron con los mismos rasgos; si no, no se pueden reconocer unos en otros."""
        return self.foto.bases == otra.foto.bases

    def se_junta_con(self, otra: Publicada) -> bool:
        """Si caben en un mismo cubo."""
        return self.cuenta_lo_mismo_que(otra) and self.mira_lo_de(otra)


def dice_algo(hecha: Publicada | None) -> bool:
    """Si muestra alguna cuenta, o no hay ninguna; de sólo asteriscos y ceros no le sirve a nadie."""
    if hecha is None:
        return False
    con_algo = {clave for clave, n in hecha.exactas.items() if n}
    return not con_algo or bool(con_algo & hecha.visibles)


def delatan(nueva: Publicada, otra: Publicada, umbral: int) -> Iterator[Clave]:
    """Las celdas de la nueva que, restadas de una celda visible de la otra, dejan una cuenta pequeña.

    Son las de iguales categorías y otro filtro u otra fecha de los datos: lo que se agregó, o lo de afuera.
    Pedir todo lo que hubo (los meses de una vigencia, si no hay otra) es no filtrar: quien mira lo sabe.
    """
    if not nueva.cuenta_lo_mismo_que(otra):
        return
    hubo = _hubo(nueva.foto, otra.foto)
    de_eje = {eje.base for eje in (*nueva.ejes, *otra.ejes)}
    propios, ajenos = _acotan(dict(nueva.filtros), hubo), _acotan(dict(otra.filtros), hubo)
    sueltos = [base for base in propios.keys() | ajenos.keys() if base not in de_eje]
    dentro = all(_cabe(propios.get(base), ajenos.get(base)) for base in sueltos)
    fuera = all(_cabe(ajenos.get(base), propios.get(base)) for base in sueltos)
    if not (dentro or fuera):
        return
    conocidas: dict[Lugar | None, int] = {
        lugar: otra.exactas[clave]
        for clave in otra.visibles
        if (lugar := _sin(otra, clave, sueltos, hubo)) is not None
    }
    for clave in nueva.claves():
        igual = conocidas.get(_sin(nueva, clave, sueltos, hubo))
        if igual is not None and 0 < abs(igual - nueva.exactas[clave]) < umbral:
            yield clave


def _cabe(uno: frozenset[str] | None, otro: frozenset[str] | None) -> bool:
    """Si un filtro es parte del otro; sin filtro es todo."""
    return otro is None or (uno is not None and uno <= otro)


def _hubo(una: Foto, otra: Foto) -> Donde:
    return {
        base: una.hubo.get(base, frozenset()) | otra.hubo.get(base, frozenset())
        for base in una.hubo.keys() | otra.hubo.keys()
    }


def _acotan(donde: Donde, hubo: Donde) -> Donde:
    """Lo que de verdad acota: de cada rasgo, los valores que hubo, si no son todos."""
    return {base: valores & hubo[base] for base, valores in donde.items() if not hubo[base] <= valores}


def _sin(publicada: Publicada, clave: Clave, bases: list[str], hubo: Donde) -> Lugar | None:
    donde = publicada.donde(clave)
    return (
        None
        if donde is None
        else frozenset((b, v) for b, v in _acotan(donde, hubo).items() if b not in bases)
    )
