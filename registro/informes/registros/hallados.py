"""Lo común al abrir una cifra: qué se pide, qué se halló y cómo se nombra un registro sin decir quién es."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from registro.informes.catalogo.declaracion import Declaracion
from registro.informes.parametros import Parametros
from registro.seguridad.cifrado import huellas
from registro.tabla import Celda, Columna, Fila, TipoColumna

LARGO_OPACO = 12


@dataclass(frozen=True, slots=True)
class Pedido:
    """Una casilla de una tabla, y qué parte de sus registros se quiere ver."""

    declarada: Declaracion
    filtro: Mapping[str, str]
    parametros: Parametros
    salto: int
    cuantas: int

    def opaco(self, clase: str, identificador: int | str) -> Celda:
        """El nombre de un registro: propio de esta cifra, no sirve para seguirlo en otra."""
        return Celda(next(self.opacos(clase, [identificador])))

    def opacos(self, clase: str, identificadores: Iterable[int | str]) -> Iterator[str]:
        """Muchos de la misma clase: lo común se arma una vez."""
        comun = self._comun(clase)
        for propia in huellas(f"{comun}{identificador}" for identificador in identificadores):
            propio = propia[:LARGO_OPACO].upper()
            yield f"{propio[:4]}-{propio[4:8]}-{propio[8:]}"

    def semilla(self, clase: str) -> int:
        """Un número secreto, propio de esta cifra, para poner sus registros en un orden que no diga nada."""
        return int(next(huellas([f"{self._comun(clase)}orden"])), 16)

    def _comun(self, clase: str) -> str:
        pares = sorted({**self.filtro, **self.parametros.dados}.items())
        return f"{self.declarada.nombre}|{pares}|{clase}|"


@dataclass(frozen=True, slots=True)
class Hallados:
    """Una página de registros (``filas``), cuántos son en total y cuánto suman: lo que dice la cifra.

    ``notas`` van al pie.
    ``figura`` es la cifra ya escrita y ``bajada`` la frase de debajo, cuando no basta con lo que suman.
    """

    columnas: tuple[Columna, ...]
    filas: tuple[Fila, ...]
    cuantos: int
    suma: int | Decimal
    figura: str = ""
    bajada: str = ""
    notas: tuple[str, ...] = ()


# Cuántos registros hay en un segmento y cómo se lee un trozo suyo.
Segmento: TypeAlias = tuple[int, Callable[[int, int], Sequence[Fila]]]

ENCABEZADO = (
    Columna("Registro"),
    Columna("Fecha"),
    Columna("Qué es"),
    Columna("Lugar"),
    Columna("Localidad"),
)


def columnas(cantidad: str, tipo: TipoColumna = TipoColumna.ENTERO) -> tuple[Columna, ...]:
    """Las de siempre y, al final, la cantidad que suma."""
    return (*ENCABEZADO, Columna(cantidad, tipo))


def leer_pagina(segmentos: Sequence[Segmento], salto: int, cuantas: int) -> tuple[Fila, ...]:
    """Un trozo de varios segmentos puestos uno tras otro."""
    filas: list[Fila] = []
    for largo, leer in segmentos:
        if salto < largo and len(filas) < cuantas:
            filas.extend(leer(salto, min(cuantas - len(filas), largo - salto)))
        salto = max(0, salto - largo)
    return tuple(filas)
