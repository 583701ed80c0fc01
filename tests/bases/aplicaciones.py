"""Aplicaciones que se prestan: armar una (rutas, plantillas, consultas) cuesta más que casi toda prueba.

Se arma una por motor y proceso, y cada prueba la recibe apuntando a su propia base. Lo que la aplicación
recuerda de una base lo recuerda por su motor de SQLAlchemy: por eso cada vuelta estrena uno.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event, make_url

from registro import esquema, marca
from registro.aplicacion import crear_app
from registro.config import Config
from registro.extensiones import db


@dataclass(frozen=True, slots=True)
class _Libre:
    """Una aplicación y el motor que le da las conexiones y las consultas ya compiladas."""

    app: Flask
    raiz: Engine


_libres: list[_Libre] = []


@contextmanager
def prestada(config: Config, *, conectada: bool = False) -> Iterator[Flask]:
    """Una aplicación sobre esa base; al salir queda libre, y ``conectada`` si va a volver a esa."""
    libre = _elegir(config)
    _apuntar(libre, config)
    try:
        yield libre.app
    finally:
        if not conectada:
            esquema.cerrar(libre.app)
        _libres.append(libre)


def cerrar_todas() -> None:
    """Ninguna conexión queda abierta al terminar."""
    while _libres:
        esquema.cerrar(_libres.pop().app)


def _elegir(config: Config) -> _Libre:
    """La última que estuvo en esa misma base; si no, cualquiera de ese motor; si no, una nueva."""
    destino = make_url(config.base)
    iguales = [libre for libre in _libres if libre.raiz.dialect.name == destino.get_backend_name()]
    if not iguales:
        return _armar(config)
    elegida = next((libre for libre in iguales if libre.raiz.url == destino), iguales[-1])
    _libres.remove(elegida)
    return elegida


def _armar(config: Config) -> _Libre:
    app = crear_app(config)
    app.testing = True
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache()  # lo que un proceso compiló, los otros lo leen
    with app.app_context():
        raiz = db.engine

    @event.listens_for(raiz, "do_connect")
    def _a_donde_apunte_hoy(dialecto, _registro, _partes, _opciones):
        partes, opciones = dialecto.create_connect_args(raiz.url)
        return dialecto.connect(*partes, **opciones)

    @event.listens_for(raiz, "checkin")
    def _si_vuelve_tarde(conexion, registro):
        """Quien la tenía prestada cuando se cambió de base la devuelve a un fondo que ya nadie cierra."""
        if conexion is not None and registro._ConnectionRecord__pool is not raiz.pool:
            conexion.close()

    return _Libre(app, raiz)


def _apuntar(libre: _Libre, config: Config) -> None:
    destino = make_url(config.base)
    with libre.app.app_context():
        marca.soltar(db.engine)
    if libre.raiz.url != destino:
        libre.raiz.dispose()
        libre.raiz.url = destino
    libre.app.config.update(REGISTRO=config, SQLALCHEMY_DATABASE_URI=config.base)
    with libre.app.app_context():
        db.engines[None] = libre.raiz.execution_options()
