"""El orden del día escrito de corrido: un punto por renglón, con sus funciones entre paréntesis. Puro."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar, unir

_RENGLON = re.compile(r"(?:\d{1,2}[.)] *)?(.*?)(?: *\((?=[^)]*\d)([\d\s,;y–-]+)\))?\.?")
_RANGO = re.compile(r"(\d+)(?:[-–](\d+))?")
MAXIMO_EN_UN_RANGO = 400


@dataclass(frozen=True, slots=True)
class PuntoEscrito:
    """Un punto: su título y las funciones (por su id) que desarrolla."""

    titulo: str
    funciones: tuple[int, ...]


def leer_puntos(texto: str, vigentes: Mapping[int, int], campo: str = "agenda") -> list[PuntoEscrito]:
    """Los puntos escritos; ``vigentes`` da el id de cada número de función que rige ese día.

    :raises ErrorDeRegistro: un renglón nombra una función que no rige.
    """
    puntos = []
    for renglon in filter(None, map(str.strip, texto.splitlines())):
        partes = _RENGLON.fullmatch(renglon)
        titulo, numeros = (partes[1], partes[2]) if partes and partes[1] else (renglon, None)
        ids = elegir(numeros or "", vigentes, campo, "función")
        puntos.append(PuntoEscrito(titulo.strip(), tuple(ids)))
    return puntos


def elegir(texto: str, opciones: Mapping[int, int], campo: str, que: str) -> list[int]:
    """Los id de los números escritos: «2, 5-7 10». ``que`` dice de qué son, en singular.

    :raises ErrorDeRegistro: algo no es un número, o no está entre los que hay.
    """
    ids: list[int] = []
    for parte in re.split(r"[\s,;]+|\by\b", texto.strip()):
        if not parte:
            continue
        rango = _RANGO.fullmatch(parte)
        if rango is None:
            raise ErrorDeRegistro(
                f"«{abreviar(parte)}» no es un número. Escriba los números así: 2, 5-7, 10. No se guardó.",
                campo,
            )
        desde, hasta = int(rango[1]), int(rango[2] or rango[1])
        numeros = range(desde, min(hasta, desde + MAXIMO_EN_UN_RANGO) + 1)
        ajenos = [str(numero) for numero in numeros if numero not in opciones] or (
            [parte] if not numeros else []
        )
        if ajenos:
            raise ErrorDeRegistro(
                f"No hay {que} {unir(ajenos[:3])} en esa fecha: van de {min(opciones, default=0)} a "
                f"{max(opciones, default=0)}. No se guardó; lo escrito sigue aquí.",
                campo,
            )
        ids.extend(opciones[numero] for numero in numeros)
    return list(dict.fromkeys(ids))
