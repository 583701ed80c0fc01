"""Muchas filas en una sola ida a la base, escritas como cada motor lo hace mejor.

La recepción de lecturas vive de esto: con una sentencia por fila, lo que se gasta es hablar con la base y no
guardar. Las órdenes se arman una vez y su texto no depende de cuántos valores lleven, así que la base también
las prepara una sola vez.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    CursorResult,
    Dialect,
    Select,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    func,
    select,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from registro.extensiones import Modelo, tabla_de

SQLITE = "sqlite"
Fila = tuple[Any, ...]
_Conversor = Callable[[Any], Any] | None


class Entre(Protocol):
    """``columna`` está entre los valores de la lista que se dará con ese nombre."""

    def __call__(self, columna: ColumnElement[Any], nombre: str) -> ColumnElement[bool]:
        """La condición."""


class Consulta:
    """Una consulta por listas de valores: en PostgreSQL un arreglo, en SQLite un texto JSON."""

    def __init__(self, armar: Callable[[Entre], Select[Any]]) -> None:
        self._armar = armar
        self._por_motor: dict[str, Select[Any]] = {}

    def ejecutar(self, conexion: Connection, **listas: Sequence[Any]) -> CursorResult[*tuple[Any, ...]]:
        """Lo que hay con esos valores; una lista vacía no encuentra nada."""
        motor = conexion.dialect.name
        if motor not in self._por_motor:
            self._por_motor[motor] = self._armar(_en_sqlite if motor == SQLITE else _en_postgresql)
        return conexion.execute(self._por_motor[motor], listas)


class Insercion:
    """Inserta filas en estas columnas de una tabla; los tipos de columna convierten igual que siempre."""

    def __init__(self, modelo: type[Modelo], *columnas: str) -> None:
        self._modelo, self._columnas = modelo, columnas
        self._por_motor: dict[str, tuple[str, list[_Conversor]]] = {}

    def ejecutar(self, conexion: Connection, filas: Sequence[Fila]) -> None:
        """Guarda todas las filas, cada una en el orden de las columnas."""
        motor = conexion.dialect.name
        if motor not in self._por_motor:
            self._por_motor[motor] = self._preparar(conexion.dialect)
        orden, conversores = self._por_motor[motor]
        listas = _convertir(filas, conversores)
        if motor == SQLITE:
            conexion.exec_driver_sql(orden, listas)
            return
        cursor: Any = conexion.connection.cursor()
        try:
            with cursor, cursor.copy(orden) as copia:
                for fila in listas:
                    copia.write_row(fila)
        except conexion.dialect.loaded_dbapi.Error as error:  # lo que SQLAlchemy hace con las demás órdenes
            raise DBAPIError(orden, None, error) from error

    def _preparar(self, dialecto: Dialect) -> tuple[str, list[_Conversor]]:
        tabla = tabla_de(self._modelo)
        columnas = ", ".join(self._columnas)
        conversores = [_conversor(tabla.c[nombre].type, dialecto) for nombre in self._columnas]
        if dialecto.name == SQLITE:
            huecos = ", ".join("?" for _ in self._columnas)
            return f"INSERT INTO {tabla.name} ({columnas}) VALUES ({huecos})", conversores  # noqa: S608 - nombres nuestros
        return f"COPY {tabla.name} ({columnas}) FROM STDIN", conversores


class _ListaJson(TypeDecorator[list[Any]]):
    """Una lista como texto JSON, con cada valor como lo guarda su columna."""

    impl = Text
    cache_ok = True

    def __init__(self, propio: TypeEngine[Any]) -> None:
        super().__init__()
        self.propio = propio

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> str:
        """Al preguntar."""
        convertir = _conversor(self.propio, dialect)
        return json.dumps([convertir(uno) if convertir else uno for uno in value or ()])


def _en_sqlite(columna: ColumnElement[Any], nombre: str) -> ColumnElement[bool]:
    lista = func.json_each(bindparam(nombre, type_=_ListaJson(columna.type))).table_valued("value")
    return columna.in_(select(lista.c.value))


def _en_postgresql(columna: ColumnElement[Any], nombre: str) -> ColumnElement[bool]:
    return columna == any_(bindparam(nombre, type_=ARRAY(columna.type)))


def _conversor(tipo: TypeEngine[Any], dialecto: Dialect) -> _Conversor:
    propio = tipo.dialect_impl(dialecto)
    convertir: _Conversor = propio.bind_processor(dialecto)
    return convertir


def _convertir(filas: Sequence[Fila], conversores: Sequence[_Conversor]) -> list[Fila]:
    """Por columnas; el mismo instante en muchas filas (el de recibir, por ejemplo) se convierte una vez."""
    columnas = list(zip(*filas, strict=True))
    for lugar, convertir in enumerate(conversores):
        if convertir is not None:
            columnas[lugar] = tuple(_convertidos(columnas[lugar], convertir))
    return list(zip(*columnas, strict=True))


def _convertidos(valores: Iterable[Any], convertir: Callable[[Any], Any]) -> Iterator[Any]:
    anterior, listo = None, None
    for valor in valores:
        if valor is None:
            yield None
        elif valor is anterior and isinstance(valor, datetime):
            yield listo
        else:
            anterior, listo = valor, convertir(valor)
            yield listo
