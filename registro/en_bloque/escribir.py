"""Insertar y cambiar muchas filas, con una orden por tabla y una sola ida."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Dialect, Uuid

from registro.en_bloque.ida import SQLITE, Conversor, Orden, conversor, convertidos, de_una, dejar_para_luego
from registro.extensiones import Modelo, Momento, tabla_de

Fila = tuple[Any, ...]
_AQUI = "$filas"  # dónde van, mientras no se sabe qué número les toca


class Insercion:
    """Inserta filas en estas columnas de una tabla; los tipos de columna convierten igual que siempre."""

    def __init__(self, modelo: type[Modelo], *columnas: str) -> None:
        self._modelo, self.columnas = modelo, columnas
        self._por_motor: dict[str, tuple[str, list[Conversor]]] = {}

    def ejecutar(self, conexion: Connection, filas: Sequence[Fila]) -> None:
        """Guarda todas las filas, cada una en el orden de las columnas."""
        escribir(conexion, [(self, filas)])

    def en(self, dialecto: Dialect) -> tuple[str, list[Conversor]]:
        """La orden ya armada para ese motor, y cómo se da cada columna."""
        if dialecto.name not in self._por_motor:
            tabla = tabla_de(self._modelo)
            tipos = [tabla.c[nombre].type for nombre in self.columnas]
            if dialecto.name == SQLITE:
                conversores = [conversor(tipo, dialecto) for tipo in tipos]
            else:
                conversores = [_A_TEXTO.get(type(tipo)) or conversor(tipo, dialecto) for tipo in tipos]
            armar = self._en_sqlite if dialecto.name == SQLITE else self._en_postgresql
            self._por_motor[dialecto.name] = armar(tabla.name, self._filas(dialecto)), conversores
        return self._por_motor[dialecto.name]

    def _filas(self, dialecto: Dialect) -> str:
        tabla = tabla_de(self._modelo)
        tipos = (tabla.c[nombre].type.compile(dialecto) for nombre in self.columnas)
        campos = ", ".join(f"{nombre} {tipo}" for nombre, tipo in zip(self.columnas, tipos, strict=True))
        return f"json_to_recordset({_AQUI}::json) AS f({campos})"

    def _en_sqlite(self, tabla: str, _filas: str) -> str:
        huecos = ", ".join("?" for _ in self.columnas)
        return f"INSERT INTO {tabla} ({', '.join(self.columnas)}) VALUES ({huecos})"  # noqa: S608 - nombres nuestros

    def _en_postgresql(self, tabla: str, filas: str) -> str:
        columnas = ", ".join(self.columnas)
        return f"INSERT INTO {tabla} ({columnas}) SELECT {columnas} FROM {filas}"  # noqa: S608 - nombres nuestros


class Cambio(Insercion):
    """Cambia columnas de filas que ya están; la última columna es la llave con que se buscan."""

    def _en_sqlite(self, tabla: str, _filas: str) -> str:
        *nuevas, llave = self.columnas
        cambios = ", ".join(f"{columna} = ?" for columna in nuevas)
        return f"UPDATE {tabla} SET {cambios} WHERE {llave} = ?"  # noqa: S608 - nombres nuestros

    def _en_postgresql(self, tabla: str, filas: str) -> str:
        *nuevas, llave = self.columnas
        cambios = ", ".join(f"{columna} = f.{columna}" for columna in nuevas)
        return f"UPDATE {tabla} SET {cambios} FROM {filas} WHERE {tabla}.{llave} = f.{llave}"  # noqa: S608 - nombres nuestros


def _instante(valor: datetime) -> str:
    """Con su zona, que la base entiende: no hace falta pasarlo antes a UTC."""
    if valor.tzinfo is None:
        raise ValueError("un instante sin zona horaria no se guarda")
    return valor.isoformat()


_EN_JSON = json.JSONEncoder(check_circular=False, default=str).encode
# Lo que viaja en un texto no necesita que la librería de la base lo prepare.
_A_TEXTO: dict[type, Conversor] = {Momento: _instante, Uuid: str}
Escritura = tuple[Insercion, Sequence[Fila]]


def escribir(conexion: Connection, escrituras: Sequence[Escritura]) -> None:
    """Escribe las que traen filas; ninguna cuenta con ver lo que hizo otra."""
    if conexion.dialect.name == SQLITE:
        for insercion, filas in escrituras:
            if filas:
                texto, conversores = insercion.en(conexion.dialect)
                conexion.exec_driver_sql(texto, _convertir(filas, conversores))
    elif orden := _en_una(conexion.dialect, escrituras):
        de_una(conexion, [orden])


def escribir_luego(conexion: Connection, escrituras: Sequence[Escritura]) -> None:
    """Igual, pero en PostgreSQL salen con la ida que siga o con el commit: aquí nadie espera a que acaben."""
    if conexion.dialect.name == SQLITE:
        escribir(conexion, escrituras)
    elif orden := _en_una(conexion.dialect, escrituras):
        dejar_para_luego(conexion, orden)


def _en_una(dialecto: Dialect, escrituras: Sequence[Escritura]) -> Orden | None:
    """Todas en una orden: sus llaves foráneas se comprueban cuando todas están hechas."""
    textos: list[str] = []
    valores: list[str] = []
    for insercion, filas in escrituras:
        if filas:
            texto, conversores = insercion.en(dialecto)
            textos.append(texto.replace(_AQUI, f"${len(textos) + 1}"))
            valores.append(_en_json(_convertir(filas, conversores), insercion.columnas))
    if not textos:
        return None
    *primeras, ultima = textos
    partes = ", ".join(f"e{lugar} AS ({texto})" for lugar, texto in enumerate(primeras))
    return (f"WITH {partes} {ultima}" if primeras else ultima), tuple(valores)


def _en_json(filas: Iterable[Fila], columnas: Sequence[str]) -> str:
    return _EN_JSON([dict(zip(columnas, fila, strict=True)) for fila in filas])


def _convertir(filas: Sequence[Fila], conversores: Sequence[Conversor]) -> list[Fila]:
    """Por columnas; el mismo instante en muchas filas (el de recibir, por ejemplo) se convierte una vez."""
    columnas = list(zip(*filas, strict=True))
    for lugar, convertir in enumerate(conversores):
        if convertir is not None:
            columnas[lugar] = tuple(convertidos(columnas[lugar], convertir))
    return list(zip(*columnas, strict=True))
