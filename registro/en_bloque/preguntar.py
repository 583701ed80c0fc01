"""Buscar por listas de valores: una consulta por lista, y varias consultas en una sola ida."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Text,
    any_,
    bindparam,
    func,
    select,
)

from registro.en_bloque.ida import SQLITE, Conversor, conversor, convertidos, de_una, lector

_PEDIR_TURNO = "SELECT pg_advisory_xact_lock(%s)"
_NOMBRADA: Any = namedtuple  # noqa: PYI024 - los nombres se saben al armar la consulta


class Entre(Protocol):
    """``columna`` está entre los valores de la lista que se dará con ese nombre."""

    def __call__(self, columna: ColumnElement[Any], nombre: str) -> ColumnElement[bool]:
        """La condición."""


class Consulta:
    """Una consulta por listas de valores: en PostgreSQL un arreglo, en SQLite un texto JSON.

    Lo demás con que compare es constante: textos y enteros.
    """

    def __init__(self, armar: Callable[[Entre], Select[Any]]) -> None:
        self._armar = armar
        self._por_motor: dict[str, _Pregunta] = {}

    def ejecutar(self, conexion: Connection, **listas: Sequence[Any]) -> list[Any]:
        """Las filas que hay con esos valores; una lista vacía no encuentra nada."""
        return preguntar(conexion, [(self, listas)])[0]

    def en(self, dialecto: Dialect) -> _Pregunta:
        """La pregunta ya armada para ese motor."""
        if dialecto.name not in self._por_motor:
            self._por_motor[dialecto.name] = _Pregunta(self._armar, dialecto)
        return self._por_motor[dialecto.name]


Pedido = tuple[Consulta, Mapping[str, Sequence[Any]]]


def preguntar(conexion: Connection, pedidos: Sequence[Pedido], turno: int | None = None) -> list[list[Any]]:
    """Las filas de cada consulta, en orden. ``turno``: el candado que se toma antes de mirar."""
    preguntas = [(consulta.en(conexion.dialect), listas) for consulta, listas in pedidos]
    if conexion.dialect.name == SQLITE:
        return [
            pregunta.leer(conexion.exec_driver_sql(pregunta.orden, pregunta.en_lugar(listas)).all())
            for pregunta, listas in preguntas
        ]
    antes = [] if turno is None else [(_PEDIR_TURNO, (turno,))]
    cursores = de_una(conexion, antes + [(p.orden, p.con(listas)) for p, listas in preguntas])
    return [
        pregunta.leer(cursor.fetchall())
        for (pregunta, _), cursor in zip(preguntas, cursores[len(antes) :], strict=True)
    ]


class _Pregunta:
    """El texto de una consulta en un motor, y cómo se dan sus valores y se leen sus filas."""

    def __init__(self, armar: Callable[[Entre], Select[Any]], dialecto: Dialect) -> None:
        self._listas: dict[str, Conversor] = {}
        self._literal = json.dumps if dialecto.name == SQLITE else _arreglo
        consulta = armar(self._entre(dialecto))
        compilada = consulta.compile(dialect=dialecto)
        self.orden = str(compilada)
        self._orden_de_valores = compilada.positiontup or ()
        self._fijos = {n: v for n, v in compilada.params.items() if n not in self._listas}
        columnas = list(consulta.selected_columns)
        self._fila = _NOMBRADA("Leida", [str(columna.key) for columna in columnas])
        conversores = (lector(columna.type, dialecto) for columna in columnas)
        self._lectores = [(lugar, leer) for lugar, leer in enumerate(conversores) if leer is not None]

    def con(self, listas: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
        """Los valores con su nombre."""
        dados = {
            nombre: self._literal(list(convertidos(listas[nombre], convertir)))
            for nombre, convertir in self._listas.items()
        }
        return self._fijos | dados

    def en_lugar(self, listas: Mapping[str, Sequence[Any]]) -> tuple[Any, ...]:
        """Los valores en el orden en que la orden los pide."""
        dados = self.con(listas)
        return tuple(dados[nombre] for nombre in self._orden_de_valores)

    def leer(self, crudas: Iterable[Sequence[Any]]) -> list[Any]:
        """Las filas, con cada valor como lo da su columna."""
        if not self._lectores:
            return [self._fila._make(cruda) for cruda in crudas]
        leidas = []
        for cruda in crudas:
            valores = list(cruda)
            for lugar, leer in self._lectores:
                valores[lugar] = leer(valores[lugar])
            leidas.append(self._fila._make(valores))
        return leidas

    def _entre(self, dialecto: Dialect) -> Entre:
        def entre(columna: ColumnElement[Any], nombre: str) -> ColumnElement[bool]:
            self._listas[nombre] = conversor(columna.type, dialecto)
            if dialecto.name == SQLITE:
                lista = func.json_each(bindparam(nombre, type_=Text)).table_valued("value")
                return columna.in_(select(lista.c.value))
            # Como arreglo desde que llega: convertido dentro de la orden, se convertiría con cada fila leída.
            return columna == any_(bindparam(nombre, type_=ARRAY(columna.type)))

        return entre


def _arreglo(valores: Sequence[Any]) -> str:
    """Como PostgreSQL escribe un arreglo en un texto."""
    entre_comillas = (str(valor).replace("\\", r"\\").replace('"', r"\"") for valor in valores)
    return "{" + ",".join(f'"{valor}"' for valor in entre_comillas) + "}"
