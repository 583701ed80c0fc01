"""Preguntar por muchos valores con un solo parámetro: la consulta se escribe una vez, traiga los que sean."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Boolean, ColumnElement, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Lista(TypeDecorator[list[Any]]):
    """Un arreglo en PostgreSQL; en SQLite, que no los tiene, un texto JSON."""

    impl = Text
    cache_ok = True

    def __init__(self, de: Any) -> None:
        super().__init__()
        self.de = de

    def load_dialect_impl(self, dialect: Any) -> Any:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else ARRAY(self.de))

    def process_bind_param(self, value: list[Any] | None, dialect: Any) -> Any:
        if value is None or dialect.name != "sqlite":
            return value
        return json.dumps([valor.hex if isinstance(valor, UUID) else valor for valor in value])


class _EsUno(FunctionElement[bool]):
    """La comparación, que cada motor escribe a su modo."""

    type = Boolean()
    inherit_cache = True


def es_uno_de(columna: ColumnElement[Any], parametro: str) -> ColumnElement[bool]:
    """``columna`` es uno de los valores de la lista que se dará en ``parametro``."""
    return _EsUno(columna, bindparam(parametro, type_=_Lista(columna.type)))


@compiles(_EsUno, "sqlite")
def _en_sqlite(elemento: Any, compilador: Any, **opciones: Any) -> str:
    columna, lista = (compilador.process(parte, **opciones) for parte in elemento.clauses)
    return f"{columna} IN (SELECT value FROM json_each({lista}))"  # noqa: S608 - nombres nuestros


@compiles(_EsUno, "postgresql")
def _en_postgresql(elemento: Any, compilador: Any, **opciones: Any) -> str:
    columna, lista = (compilador.process(parte, **opciones) for parte in elemento.clauses)
    return f"{columna} = ANY({lista})"
