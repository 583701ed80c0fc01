"""Hablar con la base: una ida con varias órdenes, y cómo se da y se lee cada valor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

SQLITE = "sqlite"
Conversor = Callable[[Any], Any] | None


def de_una(conexion: Connection, ordenes: Sequence[tuple[str, Any]]) -> list[Any]:
    """En PostgreSQL, las órdenes salen juntas y se espera una vez; cada una ve lo que hizo la anterior."""
    crudo: Any = conexion.connection.driver_connection
    try:
        with crudo.pipeline():
            return [crudo.execute(texto, valores) for texto, valores in ordenes]
    except conexion.dialect.loaded_dbapi.Error as error:  # lo que SQLAlchemy hace con las demás órdenes
        raise DBAPIError("; ".join(texto for texto, _ in ordenes), None, error) from error


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
