"""Hablar con la base: una ida con varias órdenes, y cómo se da y se lee cada valor.

PostgreSQL recibe todas las órdenes de una ida en un solo envío y contesta a todas juntas. La librería las
manda una por una, y en cada envío este hilo suelta el procesador: con otros hilos ocupados, una transacción
corta espera su turno veinte veces. Por eso aquí se usa lo que la librería tiene debajo.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

SQLITE = "sqlite"
Conversor = Callable[[Any], Any] | None
Orden = tuple[str, Sequence[Any]]
"""Lo que se pide, con ``$1``, ``$2``… donde van los valores, y los valores: textos, enteros o nada."""

EMPEZAR, CONFIRMAR = "BEGIN", "COMMIT"
_POR_SALIR, _PREPARADAS, _LECTOR = "órdenes por salir", "órdenes preparadas", "lector"
_NUMEROS = count()  # ninguna orden preparada se llama como otra, aunque aquella no alcanzara a prepararse


def de_una(conexion: Connection, ordenes: Sequence[Orden]) -> list[list[tuple[Any, ...]]]:
    """En PostgreSQL, las órdenes salen juntas y se espera una vez; cada una ve lo que hizo la anterior.

    Las que esperaban salen antes que ellas. Da las filas de cada una, en orden.
    """
    antes = por_salir(conexion)
    try:
        resultados = _Ida(conexion).hacer([*antes, *ordenes])
    except conexion.dialect.loaded_dbapi.Error as error:  # lo que SQLAlchemy hace con las demás órdenes
        raise DBAPIError("varias órdenes en una ida", None, error) from error
    return resultados[len(antes) :]


def confirmar(conexion: Connection) -> None:
    """Lo que esperaba sale con el commit; al que sigue, si lo hay, ya no le queda qué confirmar."""
    if conexion.info.get(_POR_SALIR):
        de_una(conexion, [(CONFIRMAR, ())])


def dejar_para_luego(conexion: Connection, orden: Orden) -> None:
    """Una orden cuya respuesta nadie espera: sale con la ida que siga o, si no la hay, con el commit."""
    conexion.info.setdefault(_POR_SALIR, []).append(orden)


def por_salir(conexion: Connection) -> list[Orden]:
    """Las que esperaban: quien las toma las manda, o las olvida porque la transacción no se hizo."""
    ordenes: list[Orden] = conexion.info.pop(_POR_SALIR, [])
    return ordenes


class _Ida:
    """Una ida por la conexión de PostgreSQL. Cada orden se prepara la primera vez que pasa por ella."""

    def __init__(self, conexion: Connection) -> None:
        self._dbapi: Any = conexion.dialect.loaded_dbapi
        crudo: Any = conexion.connection.driver_connection
        self._crudo, self._por_dentro = crudo, crudo.pgconn
        self._recordado = conexion.info
        if _LECTOR not in self._recordado:
            self._recordado[_LECTOR] = self._dbapi.adapt.Transformer(self._crudo)

    def hacer(self, ordenes: Sequence[Orden]) -> list[list[tuple[Any, ...]]]:
        """Las filas de cada orden; si una falla, las que siguen no se hacen y se dice esa falla."""
        pq = self._dbapi.pq
        self._por_dentro.enter_pipeline_mode()
        try:
            de_filas = self._enviar(ordenes)
            recibidos = self._crudo.wait(self._recoger(len(de_filas)))
        except BaseException:
            self._recordado.pop(_PREPARADAS, None)  # no se sabe cuáles alcanzaron a prepararse
            raise
        finally:
            if self._por_dentro.status != pq.ConnStatus.BAD:
                self._por_dentro.exit_pipeline_mode()
        return [self._leer(r) for r, son in zip(recibidos, de_filas, strict=True) if son]

    def _enviar(self, ordenes: Sequence[Orden]) -> list[bool]:
        """Deja todo listo para salir; dice cuáles de las respuestas traen las filas de una orden."""
        preparadas = self._recordado.setdefault(_PREPARADAS, {})
        de_filas = []
        if self._por_dentro.transaction_status == self._dbapi.pq.TransactionStatus.IDLE:
            self._por_dentro.send_query_params(EMPEZAR.encode(), None)
            de_filas.append(False)
        for texto, valores in ordenes:
            if texto not in preparadas:
                preparadas[texto] = b"ida_%d" % next(_NUMEROS)
                self._por_dentro.send_prepare(preparadas[texto], texto.encode())
                de_filas.append(False)
            self._por_dentro.send_query_prepared(preparadas[texto], [_escrito(valor) for valor in valores])
            de_filas.append(True)
        self._por_dentro.pipeline_sync()
        return de_filas

    def _recoger(self, cuantos: int) -> Generator[Any, Any, list[Any]]:
        """Espera las respuestas, y la que dice que no hay más."""
        recibidos = []
        yield from self._dbapi.generators.send(self._por_dentro)
        for _ in range(cuantos):
            (recibido,) = yield from self._dbapi.generators.fetch_many(self._por_dentro)
            recibidos.append(recibido)
        yield from self._dbapi.generators.fetch_many(self._por_dentro)
        for recibido in recibidos:
            if recibido.status == self._dbapi.pq.ExecStatus.FATAL_ERROR:
                raise self._dbapi.errors.error_from_result(recibido)
        return recibidos

    def _leer(self, recibido: Any) -> list[tuple[Any, ...]]:
        if not recibido.nfields:
            return []
        lector = self._recordado[_LECTOR]
        lector.set_pgresult(recibido)
        filas: list[tuple[Any, ...]] = lector.load_rows(0, recibido.ntuples, tuple)
        return filas


def _escrito(valor: Any) -> bytes | None:
    return None if valor is None else str(valor).encode()


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
