"""Buscar por listas de valores: una consulta por lista, y varias consultas en una sola ida."""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
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

from registro.en_bloque.ida import SQLITE, Conversor, Orden, conversor, convertidos, de_una, lector
from registro.extensiones import Modelo

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


_POR_INDICE: Orden = ("SET LOCAL enable_seqscan = off", ())


@dataclass(frozen=True, slots=True)
class Turno:
    """El candado que se toma antes de mirar.

    ``acompanado``: a la vez que otros que lo pidan así; quien lo pide solo espera a todos y todos a él.
    ``por_indice``: lo que se busque en esta transacción se busca por índice. Lo preparado cuando las tablas
    estaban vacías las recorrería enteras, y así seguiría cuando ya no lo están.
    """

    candado: int
    acompanado: bool = False
    por_indice: bool = False

    def ordenes(self) -> list[Orden]:
        """Lo que se le pide a PostgreSQL; en SQLite quien escribe ya está solo."""
        pedir = f"SELECT pg_advisory_xact_lock{'_shared' if self.acompanado else ''}({self.candado:d})"
        return [_POR_INDICE, (pedir, ())] if self.por_indice else [(pedir, ())]


class Reserva:
    """Identificadores nuevos de varias tablas, para insertar en bloque sin preguntar fila por fila.

    En SQLite quien escribe está solo: siguen al último. En PostgreSQL salen de la secuencia de cada tabla, y
    los que no se usen quedan sin usar.
    """

    def __init__(self, *modelos: type[Modelo]) -> None:
        self._tablas = [modelo.__tablename__ for modelo in modelos]

    def en(self, dialecto: Dialect) -> _DeReserva:
        """La pregunta para ese motor."""
        return _DeReserva(self._tablas, en_sqlite=dialecto.name == SQLITE)


class _DeReserva:
    def __init__(self, tablas: Sequence[str], *, en_sqlite: bool) -> None:
        self._en_sqlite = en_sqlite
        una = "(SELECT max(id) FROM {0})"
        if not en_sqlite:
            una = "array(SELECT nextval('{0}_id_seq') FROM generate_series(1, ${1}::int))"
        self.orden = f"SELECT {', '.join(una.format(tabla, n) for n, tabla in enumerate(tablas, 1))}"

    def en_lugar(self, cuantos: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
        return () if self._en_sqlite else tuple(cuantos["cuantos"])

    def leer(self, crudas: Iterable[Sequence[Any]]) -> list[Iterator[int]]:
        (fila,) = crudas
        return [count((dado or 0) + 1) if self._en_sqlite else iter(dado) for dado in fila]


Pedido = tuple[Consulta | Reserva, Mapping[str, Sequence[Any]]]


def preguntar(conexion: Connection, pedidos: Sequence[Pedido], turno: Turno | None = None) -> list[list[Any]]:
    """Las filas de cada consulta, en orden. ``turno``: el que se toma antes de mirar."""
    preguntas = [(consulta.en(conexion.dialect), listas) for consulta, listas in pedidos]
    if conexion.dialect.name == SQLITE:
        return [
            pregunta.leer(conexion.exec_driver_sql(pregunta.orden, pregunta.en_lugar(listas)).all())
            for pregunta, listas in preguntas
        ]
    primero = turno.ordenes() if turno else []
    respuestas = de_una(conexion, primero + [(p.orden, p.en_lugar(listas)) for p, listas in preguntas])
    return [
        pregunta.leer(filas)
        for (pregunta, _), filas in zip(preguntas, respuestas[len(primero) :], strict=True)
    ]


class _Pregunta:
    """El texto de una consulta en un motor, y cómo se dan sus valores y se leen sus filas."""

    def __init__(self, armar: Callable[[Entre], Select[Any]], dialecto: Dialect) -> None:
        self._listas: dict[str, Conversor] = {}
        self._literal = json.dumps if dialecto.name == SQLITE else _arreglo
        consulta = armar(self._entre(dialecto))
        del_motor: Any = type(dialecto)
        con_numero = dialecto if dialecto.name == SQLITE else del_motor(paramstyle="numeric_dollar")
        compilada = consulta.compile(dialect=con_numero)
        self.orden = str(compilada)
        self._orden_de_valores = compilada.positiontup or ()
        self._fijos = {n: v for n, v in compilada.params.items() if n not in self._listas}
        columnas = list(consulta.selected_columns)
        self._fila = _NOMBRADA("Leida", [str(columna.key) for columna in columnas])
        conversores = (lector(columna.type, dialecto) for columna in columnas)
        self._lectores = [(lugar, leer) for lugar, leer in enumerate(conversores) if leer is not None]

    def en_lugar(self, listas: Mapping[str, Sequence[Any]]) -> tuple[Any, ...]:
        """Los valores en el orden en que la orden los pide."""
        dados = self._fijos | {
            nombre: self._literal(list(convertidos(listas[nombre], convertir)))
            for nombre, convertir in self._listas.items()
        }
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
    textos = [str(valor) for valor in valores]
    junto = '","'.join(textos)
    if junto.count('"') != 2 * max(len(textos) - 1, 0) or "\\" in junto:
        junto = '","'.join(texto.replace("\\", r"\\").replace('"', r"\"") for texto in textos)
    return f'{{"{junto}"}}' if textos else "{}"
