"""Hablar con la base: una ida con varias órdenes, y cómo se da y se lee cada valor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

SQLITE = "sqlite"
Conversor = Callable[[Any], Any] | None


Orden = tuple[str, Any]
_POR_SALIR = "órdenes por salir"


def de_una(conexion: Connection, ordenes: Sequence[Orden]) -> list[Any]:
    """En PostgreSQL, las órdenes salen juntas y se espera una vez; cada una ve lo que hizo la anterior.

    Las que esperaban salen antes que ellas.
    """
    with una_ida(conexion) as crudo:
        for texto, valores in por_salir(conexion):
            crudo.execute(texto, valores)
        return [crudo.execute(texto, valores) for texto, valores in ordenes]


@contextmanager
def una_ida(conexion: Connection) -> Iterator[Any]:
    """La conexión de PostgreSQL por dentro: lo que se le pida aquí sale junto."""
    crudo: Any = conexion.connection.driver_connection
    try:
        with crudo.pipeline():
            yield crudo
    except conexion.dialect.loaded_dbapi.Error as error:  # lo que SQLAlchemy hace con las demás órdenes
        raise DBAPIError("varias órdenes en una ida", None, error) from error


def dejar_para_luego(conexion: Connection, orden: Orden) -> None:
    """Una orden cuya respuesta nadie espera: sale con la ida que siga o, si no la hay, con el commit."""
    conexion.info.setdefault(_POR_SALIR, []).append(orden)


def por_salir(conexion: Connection) -> list[Orden]:
    """Las que esperaban: quien las toma las manda, o las olvida porque la transacción no se hizo."""
    ordenes: list[Orden] = conexion.info.pop(_POR_SALIR, [])
    return ordenes


def conversor(tipo: TypeEngine[Any], dialecto: Dialect) -> Conversor:
    """Con qué se da un valor de esa columna a ese motor."""
    propio = tipo.dialect_impl(dialecto)
    convertir: Conversor = propio.bind_processor(dialecto)
    return convertir


def lector(tipo: TypeEngine[Any], dialecto: Dialect) -> Conversor:
    """Con qué se lee lo que ese motor da de esa columna."""
    convertir: Conversor = tipo.dialect_impl(dialecto).result_processor(dialecto, None)
    return convertir


def convertidos(valores: Iterable[Any], convertir: Conversor) -> Iterator[Any]:
    """Los valores ya convertidos; un instante repetido seguido se convierte una vez."""
    anterior, listo = None, None
    for valor in valores:
        if valor is None or convertir is None:
            yield valor
        elif valor is anterior and isinstance(valor, datetime):
            yield listo
        else:
            anterior, listo = valor, convertir(valor)
            yield listo
