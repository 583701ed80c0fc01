"""El semáforo: de qué color es el porcentaje de la vigencia, con rangos que son datos y tienen fechas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from registro.errores import ErrorDeRegistro
from registro.numeros import escribir_decimal
from registro.textos import unir


class Color(StrEnum):
    """Un color nunca va solo: siempre con su forma y su palabra."""

    VERDE = "Verde"
    AMARILLO = "Amarillo"
    ROJO = "Rojo"
    NARANJA = "Naranja"


class Estado(StrEnum):
    """Lo que un producto puede ser fuera de los colores."""

    SIN_META = "Sin meta"
    CUMPLIDO = "Cumplido"
    SIN_DATO = "sin dato"


FORMAS: dict[str, str] = {
    Color.VERDE: "●",
    Color.AMARILLO: "▲",
    Color.ROJO: "■",
    Color.NARANJA: "⬟",
    Estado.CUMPLIDO: "◆",
    Estado.SIN_META: "○",
    Estado.SIN_DATO: "–",
}
# El orden en que se muestran, del mejor al que pide atención y después lo que no tiene color.
ORDEN = (Color.VERDE, Color.NARANJA, Color.AMARILLO, Color.ROJO)


@dataclass(frozen=True, slots=True)
class Rango:
    """Un color y hasta dónde llega; ``incluye`` dice si ese tope es suyo. Sin tope, todo lo demás."""

    color: Color
    hasta: Decimal | None
    incluye: bool = True


@dataclass(frozen=True, slots=True)
class Conjunto:
    """Rangos de menor a mayor. ``desde`` vacía: no rige para todos, sólo donde alguien lo elige.

    :param sobre: de qué se saca el porcentaje de cada color: ``todos`` o ``con_meta``.
    :param justifica: todo color que no sea verde pide una justificación.
    """

    clave: str
    nombre: str
    desde: date | None
    rangos: tuple[Rango, ...]
    sobre: str = "todos"
    justifica: bool = False

    @property
    def colores(self) -> tuple[Color, ...]:
        """Los que usa, en el orden en que se muestran."""
        propios = {rango.color for rango in self.rangos}
        return tuple(color for color in ORDEN if color in propios)


def color_de(conjunto: Conjunto, p: Decimal) -> Color:
    """El color de un porcentaje (67.9, nunca 0.679)."""
    for rango in conjunto.rangos:
        if rango.hasta is None or p < rango.hasta or (rango.incluye and p == rango.hasta):
            return rango.color
    raise ValueError(f"El conjunto {conjunto.clave} no cubre {p}")


def que_rige(conjuntos: Sequence[Conjunto], dia: date) -> Conjunto:
    """El que rige para todos ese día.

    :raises ErrorDeRegistro: ninguno regía todavía.
    """
    rigen = [uno for uno in conjuntos if uno.desde is not None and uno.desde <= dia]
    if not rigen:
        raise ErrorDeRegistro(f"No hay reglas de semáforo que rijan en {dia.year}. Agréguelas o elija otras.")
    return max(rigen, key=lambda uno: (uno.desde or date.min, uno.clave))


def elegir(conjuntos: Sequence[Conjunto], clave: str, dia: date) -> Conjunto:
    """El que se nombró, por su clave o por su nombre, o el que rige ese día si no se nombró ninguno.

    :raises ErrorDeRegistro: ninguno se llama así.
    """
    if not clave:
        return que_rige(conjuntos, dia)
    for uno in conjuntos:
        if clave in {uno.clave, uno.nombre}:
            return uno
    nombres = unir([f"«{uno.nombre}»" for uno in conjuntos])
    raise ErrorDeRegistro(f"No hay reglas de semáforo «{clave}». Están {nombres}.", "reglas")


def en_palabras(conjunto: Conjunto) -> list[tuple[Color, str]]:
    """Cada color con su rango escrito: «0 ≤ p ≤ 50», «50 < p < 75», «p ≥ 75»."""
    escritos = []
    antes: Rango | None = None
    for rango in conjunto.rangos:
        if rango.hasta is None:
            escritos.append((rango.color, f"p {_signo(antes, '>', '≥')} {_tope(antes)}"))
        else:
            signo = "≤" if rango.incluye else "<"
            abajo = f"{_tope(antes)} {_signo(antes, '<', '≤')}"
            escritos.append((rango.color, f"{abajo} p {signo} {_tope(rango)}"))
        antes = rango
    return escritos


def _signo(antes: Rango | None, incluido: str, excluido: str) -> str:
    """Si el tope de antes era suyo, el que sigue empieza después; si no, lo toma."""
    return incluido if antes is not None and antes.incluye else excluido


def _tope(rango: Rango | None) -> str:
    return "0" if rango is None else escribir_decimal((rango.hasta or Decimal(0)).normalize(), None)


def revisar(rangos: Sequence[Rango]) -> None:
    """Unos rangos que dejan huecos o se cruzan no se guardan.

    :raises ErrorDeRegistro: la frase dice qué falta.
    """
    topes = [rango.hasta for rango in rangos]
    if not topes or topes[-1] is not None or None in topes[:-1]:
        raise ErrorDeRegistro("El último color, y sólo él, va sin tope: recoge todo lo demás.", "rangos")
    escritos = [tope for tope in topes if tope is not None]
    if any(uno >= otro for uno, otro in pairwise(escritos)):
        raise ErrorDeRegistro("Los topes van de menor a mayor. Ordénelos.", "rangos")
    if len({rango.color for rango in rangos}) < len(rangos):
        raise ErrorDeRegistro("Un color está dos veces. Deje uno.", "rangos")
