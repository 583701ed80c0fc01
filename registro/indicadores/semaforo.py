"""El semáforo: de qué color es el porcentaje de la vigencia, con rangos que son datos y tienen fechas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from registro.errores import ErrorDeRegistro
from registro.numeros import escribir_decimal
from registro.textos import clave, unir

LARGO_DE_CLAVE = 32


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
    :param acto: cuál las trajo; las de nacimiento no tienen.
    :param numero: en qué orden se registraron; de dos que rigen desde el mismo día vale la última.
    """

    clave: str
    nombre: str
    desde: date | None
    rangos: tuple[Rango, ...]
    sobre: str = "todos"
    justifica: bool = False
    acto: str = ""
    numero: int = 0

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
    """El que rige para todos ese día; antes del primero rige el primero.

    :raises ErrorDeRegistro: ninguno rige para todos.
    """
    con_fecha = sorted(
        (uno for uno in conjuntos if uno.desde is not None),
        key=lambda uno: (uno.desde or date.min, uno.numero, uno.clave),
    )
    if not con_fecha:
        raise ErrorDeRegistro("No hay reglas de semáforo que rijan para todos. Agréguelas o elija otras.")
    rigen = [uno for uno in con_fecha if uno.desde is not None and uno.desde <= dia]
    return rigen[-1] if rigen else con_fecha[0]


def elegir(conjuntos: Sequence[Conjunto], cual: str, dia: date) -> Conjunto:
    """El que se nombró, por su clave o por su nombre, o el que rige ese día si no se nombró ninguno.

    :raises ErrorDeRegistro: ninguno se llama así.
    """
    if not cual:
        return que_rige(conjuntos, dia)
    for uno in conjuntos:
        if cual in {uno.clave, uno.nombre}:
            return uno
    nombres = unir([f"«{uno.nombre}»" for uno in conjuntos])
    raise ErrorDeRegistro(f"No hay reglas de semáforo «{cual}». Están {nombres}.", "reglas")


def se_llama(conjuntos: Sequence[Conjunto], nombre: str) -> bool:
    """Si alguno ya se llama así, con cualquier tilde o mayúscula."""
    return clave(nombre) in {clave(uno.nombre) for uno in conjuntos}


def clave_para(nombre: str, conjuntos: Sequence[Conjunto]) -> str:
    """Una que ninguno tenga: «PPASP 2027» → «ppasp_2027»."""
    corta = re.sub(r"[^a-z0-9]+", "_", clave(nombre)).strip("_")[:LARGO_DE_CLAVE] or "reglas"
    usadas, libre, vez = {uno.clave for uno in conjuntos}, corta, 1
    while libre in usadas:
        vez += 1
        libre = f"{corta}_{vez}"
    return libre


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


def en_corto(conjunto: Conjunto) -> list[tuple[Color, str]]:
    """Los mismos rangos para una leyenda: «hasta 50 %», «más de 50 % y menos de 75 %», «75 % o más»."""
    escritos = []
    antes: Rango | None = None
    for rango in conjunto.rangos:
        abajo = "" if antes is None else f"{'más de' if antes.incluye else 'desde'} {_tope(antes)} %"
        arriba = "" if rango.hasta is None else f"{'hasta' if rango.incluye else 'menos de'} {_tope(rango)} %"
        abierto = antes is not None and not antes.incluye and not arriba
        dicho = f"{_tope(antes)} % o más" if abierto else " y ".join(filter(None, (abajo, arriba)))
        escritos.append((rango.color, dicho))
        antes = rango
    return escritos


def _signo(antes: Rango | None, incluido: str, excluido: str) -> str:
    """Si el tope de antes era suyo, el que sigue empieza después; si no, lo toma."""
    return incluido if antes is not None and antes.incluye else excluido


def _tope(rango: Rango | None) -> str:
    return "0" if rango is None else escribir_decimal((rango.hasta or Decimal(0)).normalize(), None)


@dataclass(frozen=True, slots=True)
class Escrito:
    """Un renglón del formulario: el color elegido, hasta dónde llega y si ese tope es suyo."""

    color: str = ""
    hasta: Decimal | None = None
    incluye: bool = True


def armar(escritos: Sequence[Escrito]) -> tuple[Rango, ...]:
    """Los rangos de unos renglones; los que quedaron en blanco no cuentan.

    :raises ErrorDeRegistro: un renglón no se sostiene, o entre todos dejan un hueco o se cruzan.
    """
    rangos: list[Rango] = []
    for lugar, uno in enumerate(escritos, 1):
        if not uno.color and uno.hasta is None:
            continue
        if uno.color not in {color.value for color in Color}:
            raise ErrorDeRegistro("Elija el color de este rango, o deje vacío su tope.", f"color_{lugar}")
        if uno.hasta is not None and uno.hasta < 0:
            raise ErrorDeRegistro("Un tope no puede ser menor que cero.", f"hasta_{lugar}")
        if rangos and rangos[-1].hasta is None:
            raise ErrorDeRegistro(
                "Escriba hasta dónde llega el rango anterior: sólo el último va sin tope.",
                f"hasta_{lugar - 1}",
            )
        if rangos and uno.hasta is not None and uno.hasta <= (rangos[-1].hasta or 0):
            raise ErrorDeRegistro(
                f"Este rango termina antes de empezar: el anterior llega hasta {_tope(rangos[-1])}.",
                f"hasta_{lugar}",
            )
        rangos.append(Rango(Color(uno.color), uno.hasta, uno.incluye or uno.hasta is None))
    revisar(rangos)
    return tuple(rangos)


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
