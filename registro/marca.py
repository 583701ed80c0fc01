"""La marca de la base: un texto que cambia con cada commit, de cualquier proceso.

Sirve para no calcular dos veces lo mismo: si la marca es igual, nada de lo guardado cambió. La da la base, no
un contador propio: ninguna escritura se puede olvidar de ella.
"""

from __future__ import annotations

import threading
import weakref
from typing import Any

from sqlalchemy import Engine

from registro.extensiones import db


class _Vigia:
    """En SQLite, una conexión que nunca escribe: su ``data_version`` cambia cuando otra guarda algo."""

    def __init__(self, motor: Engine) -> None:
        prestada = motor.raw_connection()
        prestada.detach()
        self._conexion: Any = prestada.dbapi_connection
        self._candado = threading.Lock()

    def cerrar(self) -> None:
        with self._candado:
            self._conexion.close()

    def marca(self) -> str:
        with self._candado:
            (version,) = self._conexion.execute("PRAGMA data_version").fetchone()
        return str(version)


_VIGIAS: weakref.WeakKeyDictionary[Engine, _Vigia] = weakref.WeakKeyDictionary()
_CANDADO = threading.Lock()


def soltar(motor: Engine) -> None:
    """Cierra la conexión que vigila esa base: quien la va a copiar o a mover necesita que nadie la tenga."""
    with _CANDADO:
        vigia = _VIGIAS.pop(motor, None)
    if vigia is not None:
        vigia.cerrar()


def marca_de_la_base() -> str:
    """La de este instante; en PostgreSQL, qué transacciones se ven y cuáles no."""
    motor = db.engine
    if motor.dialect.name != "sqlite":
        return str(db.session.connection().exec_driver_sql("SELECT pg_current_snapshot()").scalar_one())
    with _CANDADO:
        if motor not in _VIGIAS:
            _VIGIAS[motor] = _Vigia(motor)
        vigia = _VIGIAS[motor]
    return vigia.marca()
