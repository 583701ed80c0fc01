"""La copia de seguridad: todas las filas, tal como están guardadas, comprimidas y cifradas.

Es la misma en SQLite y en PostgreSQL: sirve también para pasar de un motor al otro. Se toma con el servidor
en marcha, dentro de una sola lectura consistente. Las columnas cifradas viajan cifradas. Lo que se puede
rehacer de lo demás (los recuentos) no viaja.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from sqlalchemy import Column, Connection, MetaData, Table, Text, Uuid, func, select
from sqlalchemy.types import Date, DateTime

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import DERIVADA, Exacto, Momento, config_vigente, db
from registro.seguridad.archivos import EscritorCifrado, leer_cifrado
from registro.seguridad.cifrado import TextoCifrado

FILAS_POR_TANDA = 2000


def tablas() -> list[Table]:
    """Las que se copian, en orden de dependencia, con lo cifrado como texto: se copia sin descifrarlo."""
    planas = MetaData()
    propias = [tabla for tabla in db.metadata.sorted_tables if not tabla.info.get(DERIVADA)]
    for tabla in propias:
        Table(tabla.name, planas, *(_columna(columna) for columna in tabla.columns))
    return [planas.tables[tabla.name] for tabla in propias]


def _columna(columna: Column[Any]) -> Column[Any]:
    tipo = Text() if isinstance(columna.type, TextoCifrado) else columna.type
    return Column(columna.name, tipo, primary_key=columna.primary_key)


def escribir(conexion: Connection, revision: str, destino: BinaryIO) -> dict[str, int]:
    """Escribe la copia de lo que ``conexion`` ve y devuelve cuántas filas por tabla."""
    cuentas: dict[str, int] = {}
    cifrado = EscritorCifrado(destino, config_vigente().claves)
    with gzip.GzipFile(fileobj=cifrado, mode="wb", compresslevel=5, mtime=0) as comprimido:
        for renglon in _renglones(conexion, revision, cuentas):
            comprimido.write(json.dumps(renglon, ensure_ascii=False, default=_a_texto).encode() + b"\n")
    cifrado.close()
    return cuentas


def _renglones(conexion: Connection, revision: str, cuentas: dict[str, int]) -> Iterator[Any]:
    yield {"revision": revision}
    for tabla in tablas():
        yield {"tabla": tabla.name, "columnas": [columna.name for columna in tabla.columns]}
        filas = conexion.execution_options(yield_per=FILAS_POR_TANDA).execute(select(tabla))
        cuentas[tabla.name] = 0
        for fila in filas:
            cuentas[tabla.name] += 1
            yield list(fila)


def leer(origen: Path) -> Iterator[Any]:
    """Los renglones de la copia: primero la revisión, después cada tabla con sus filas."""
    with origen.open("rb") as archivo:
        crudo = _Trozos(leer_cifrado(archivo, config_vigente().claves))
        with gzip.open(io.BufferedReader(crudo), "rb") as comprimido:
            for renglon in comprimido:
                yield json.loads(renglon)


def revision_de(origen: Path) -> str:
    """La revisión del esquema con que se hizo la copia."""
    return str(next(leer(origen))["revision"])


def volcar(conexion: Connection, origen: Path) -> dict[str, int]:
    """Pone las filas de la copia en una base recién creada.

    :raises EnConflicto: la base ya tiene registros.
    """
    por_nombre = {tabla.name: tabla for tabla in tablas()}
    if any(conexion.scalar(select(func.count()).select_from(tabla)) for tabla in por_nombre.values()):
        raise EnConflicto("La base ya tiene registros: se restaura sólo en una vacía. No se cambió nada.")
    cuentas: dict[str, int] = {}
    renglones = leer(origen)
    next(renglones)
    for tabla, columnas, filas in _por_tabla(renglones, por_nombre):
        cuentas[tabla.name] = _insertar(conexion, tabla, columnas, filas)
        _avanzar_secuencia(conexion, tabla)
    return cuentas


def _por_tabla(
    renglones: Iterator[Any], por_nombre: dict[str, Table]
) -> Iterator[tuple[Table, list[str], Iterator[Any]]]:
    for _, grupo in groupby(renglones, key=_seccion()):
        encabezado = next(grupo)
        if encabezado["tabla"] not in por_nombre:
            raise ErrorDeRegistro("La copia tiene tablas que este programa no conoce: es de otra versión.")
        yield por_nombre[encabezado["tabla"]], encabezado["columnas"], grupo  # noqa: B031 - se agota antes de seguir


def _seccion() -> Callable[[Any], int]:
    """Numera los renglones por tabla: cada encabezado (un diccionario) empieza una."""
    numero = 0

    def de(renglon: Any) -> int:
        nonlocal numero
        numero += isinstance(renglon, dict)
        return numero

    return de


def _insertar(conexion: Connection, tabla: Table, columnas: list[str], filas: Iterable[Any]) -> int:
    """Las llaves hacia la misma tabla se ponen al final: la fila a la que apuntan puede venir después."""
    propias = _llaves_a_si_misma(tabla.name)
    pendientes, tanda, cuenta = [], [], 0
    for fila in filas:
        valores = {
            nombre: _de_texto(tabla.columns[nombre], valor)
            for nombre, valor in zip(columnas, fila, strict=True)
        }
        aplazadas = {nombre: valores[nombre] for nombre in propias if valores[nombre] is not None}
        if aplazadas:
            pendientes.append((valores["id"], aplazadas))
        tanda.append(valores | dict.fromkeys(aplazadas))
        cuenta += 1
        if len(tanda) == FILAS_POR_TANDA:
            conexion.execute(tabla.insert(), tanda)
            tanda = []
    if tanda:
        conexion.execute(tabla.insert(), tanda)
    for id_, aplazadas in pendientes:
        conexion.execute(tabla.update().where(tabla.columns["id"] == id_).values(aplazadas))
    return cuenta


def _llaves_a_si_misma(nombre: str) -> list[str]:
    tabla = db.metadata.tables[nombre]
    return [llave.parent.name for llave in tabla.foreign_keys if llave.column.table is tabla]


def _avanzar_secuencia(conexion: Connection, tabla: Table) -> None:
    """En PostgreSQL, que lo próximo que se inserte no repita un número."""
    if (
        conexion.dialect.name != "postgresql"
        or "id" not in tabla.columns
        or isinstance(tabla.c.id.type, Uuid)
    ):
        return
    mayor = select(func.max(tabla.c.id)).scalar_subquery()
    conexion.execute(select(func.setval(func.pg_get_serial_sequence(tabla.name, "id"), mayor)))


def _a_texto(valor: Any) -> str:
    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, Decimal | UUID):
        return str(valor)
    raise TypeError(f"no se sabe copiar un {type(valor).__name__}")


def _de_texto(columna: Column[Any], valor: Any) -> Any:
    if valor is None:
        return None
    if isinstance(columna.type, Momento | DateTime):
        return datetime.fromisoformat(valor)
    if isinstance(columna.type, Date):
        return date.fromisoformat(valor)
    if isinstance(columna.type, Exacto):
        return Decimal(valor)
    return UUID(valor) if isinstance(columna.type, Uuid) else valor


class _Trozos(io.RawIOBase):
    """Vuelve un archivo los trozos de un iterador."""

    def __init__(self, trozos: Iterator[bytes]) -> None:
        self._trozos = trozos
        self._resto = b""

    def readable(self) -> bool:
        return True

    def readinto(self, destino: Any) -> int:
        while not self._resto:
            self._resto = next(self._trozos, None) or b""
            if not self._resto:
                return 0
        parte, self._resto = self._resto[: len(destino)], self._resto[len(destino) :]
        destino[: len(parte)] = parte
        return len(parte)
