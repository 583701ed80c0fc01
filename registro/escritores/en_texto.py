"""Una tabla para la terminal: columnas alineadas, totales bajo una raya y la fuente al pie."""

import textwrap
from collections.abc import Mapping
from itertools import zip_longest

from registro.escritores.celdas import escrita, pie
from registro.tabla import Tabla

_ANCHO_MAXIMO = 60
_ENTRE_COLUMNAS = "  "


def escribir(tabla: Tabla, exportacion: Mapping[str, str] | None = None) -> str:
    """La tabla completa, terminada en un salto de línea; al final, lo que el archivo dice de sí mismo."""
    encabezado = [_partir(columna.titulo) for columna in tabla.columnas]
    cuerpo = [
        [_partir(escrita(celda, columna)) for celda, columna in zip(fila, tabla.columnas, strict=True)]
        for fila in tabla.todas
    ]
    anchos = _anchos(tabla, [encabezado, *cuerpo])
    raya = _ENTRE_COLUMNAS.join("─" * ancho for ancho in anchos)
    lineas = [tabla.titulo, "", *_grupos(tabla, anchos), *_renglones(tabla, encabezado, anchos), raya]
    for numero, fila in enumerate(cuerpo):
        if numero == len(tabla.filas):
            lineas.append(raya)
        lineas.extend(_renglones(tabla, fila, anchos))
    dicho = [f"{rotulo.capitalize()}: {texto}" for rotulo, texto in (exportacion or {}).items()]
    return "\n".join([*lineas, "", *pie(tabla), *(["", *dicho] if dicho else []), ""])


def _partir(texto: str) -> list[str]:
    return textwrap.wrap(texto, _ANCHO_MAXIMO, break_on_hyphens=False) or [""]


def _anchos(tabla: Tabla, filas: list[list[list[str]]]) -> list[int]:
    """El de la línea más larga de cada columna; un grupo más ancho que sus columnas estira la última."""
    anchos = [max(len(linea) for celda in columna for linea in celda) for columna in zip(*filas, strict=True)]
    hasta = 0
    for grupo, cuantas in tabla.grupos:
        desde, hasta = hasta, hasta + cuantas
        ocupado = len(_ENTRE_COLUMNAS.join(" " * ancho for ancho in anchos[desde:hasta]))
        anchos[hasta - 1] += max(0, len(grupo or "") - ocupado)
    return anchos


def _grupos(tabla: Tabla, anchos: list[int]) -> list[str]:
    """El encabezado superior, sobre la primera columna de cada grupo."""
    escritos, hasta = [], 0
    for grupo, cuantas in tabla.grupos:
        desde, hasta = hasta, hasta + cuantas
        ocupado = len(_ENTRE_COLUMNAS.join(" " * ancho for ancho in anchos[desde:hasta]))
        escritos.append((grupo or "").ljust(ocupado))
    return [_ENTRE_COLUMNAS.join(escritos).rstrip()] if escritos else []


def _renglones(tabla: Tabla, fila: list[list[str]], anchos: list[int]) -> list[str]:
    """Las líneas que ocupa una fila: tantas como su celda más alta."""
    renglones = []
    for linea in zip_longest(*fila, fillvalue=""):
        alineadas = (
            trozo.rjust(ancho) if columna.tipo.es_numero else trozo.ljust(ancho)
            for trozo, ancho, columna in zip(linea, anchos, tabla.columnas, strict=True)
        )
        renglones.append(_ENTRE_COLUMNAS.join(alineadas).rstrip())
    return renglones
