"""Migraciones numeradas y reversibles de ``migraciones/``, aplicadas con Alembic desde el propio programa."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, inspect

from registro import marca, rutas
from registro.extensiones import db


def migrar(app: Flask, hasta: str = "head") -> None:
    """Lleva la base de ``app`` a la revisión ``hasta``; repetirla no cambia nada.

    Una base embebida queda para que sólo la lea quien sirve el registro (modo 0600).
    """
    _con_alembic(app, "upgrade", hasta)
    with app.app_context():
        direccion = db.engine.url
    if direccion.get_backend_name() == "sqlite" and direccion.database:
        Path(direccion.database).chmod(0o600)


def revertir(app: Flask, hasta: str) -> None:
    """Devuelve la base de ``app`` a la revisión ``hasta`` (``base`` la deja vacía)."""
    _con_alembic(app, "downgrade", hasta)


def revisiones(app: Flask) -> tuple[str | None, str | None]:
    """(revisión de la base, revisión del programa): si difieren, falta «registro base migrar».

    Sin Alembic: lo pregunta toda orden, y lo que se carga para servir lo hereda cada trabajador.
    """
    with app.app_context(), db.engine.connect() as conexion:
        return _anotada(conexion), _ultima()


def _anotada(conexion: Connection) -> str | None:
    if not inspect(conexion).has_table("alembic_version"):
        return None
    anotada: str | None = conexion.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return anotada


@cache
def _ultima() -> str | None:
    """La revisión del programa: sus archivos se numeran en fila y no cambian mientras corre."""
    numeradas = (rutas.migraciones() / "versions").glob("[0-9]*.py")
    return max((archivo.name.partition("_")[0] for archivo in numeradas), default=None)


def cerrar(app: Flask) -> None:
    """Suelta las conexiones de ``app`` con su base."""
    with app.app_context():
        db.session.remove()
        for motor in db.engines.values():
            marca.soltar(motor)
            motor.dispose()


def _configuracion(conexion: Connection | None = None) -> Any:
    from alembic.config import Config as ConfigDeAlembic

    configuracion = ConfigDeAlembic()
    configuracion.set_main_option("script_location", str(rutas.migraciones()))
    configuracion.attributes["conexion"] = conexion
    return configuracion


def _con_alembic(app: Flask, orden: str, hasta: str) -> None:
    from alembic import command

    with app.app_context():
        with (
            db.engine.connect().execution_options(escribe=True) as conexion,
            _rehaciendo_tablas(conexion),
            conexion.begin(),
        ):
            antes = _anotada(conexion)
            getattr(command, orden)(_configuracion(conexion), hasta)
            if conexion.dialect.name == "sqlite" and _anotada(conexion) != antes:
                _exigir_enlaces(conexion)
        db.session.remove()


@contextmanager
def _rehaciendo_tablas(conexion: Connection) -> Iterator[None]:
    """SQLite cambia una tabla rehaciéndola: mientras tanto no vigila los enlaces, que se revisan al final."""
    if conexion.dialect.name != "sqlite":
        yield
        return
    propia: Any = conexion.connection.driver_connection
    propia.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        propia.execute("PRAGMA foreign_keys=ON")


def _exigir_enlaces(conexion: Connection) -> None:
    """Ninguna fila quedó apuntando a otra que no está; si no, todo vuelve a como estaba."""
    rotas = {fila[0] for fila in conexion.exec_driver_sql("PRAGMA foreign_key_check")}
    if rotas:
        raise RuntimeError(f"La migración dejaría sin su fila a otras de {', '.join(sorted(rotas))}")
