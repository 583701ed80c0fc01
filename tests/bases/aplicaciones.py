"""Aplicaciones que se prestan: armar una (rutas, plantillas, consultas) cuesta más que casi toda prueba.

Se arma una por motor y proceso, y cada prueba la recibe apuntando a su propia base. Lo que la aplicación
recuerda de una base lo recuerda por su motor de SQLAlchemy: por eso cada vuelta estrena uno.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import Engine, event, make_url

from registro import esquema
from registro.aplicacion import crear_app
from registro.config import Config
from registro.extensiones import db

_libres: defaultdict[str, list[tuple[Flask, Engine]]] = defaultdict(list)


@contextmanager
def prestada(config: Config) -> Iterator[Flask]:
    """Una aplicación sobre esa base; al salir suelta sus conexiones y queda libre para otra."""
    tipo = make_url(config.base).get_backend_name()
    app, raiz = _libres[tipo].pop() if _libres[tipo] else _armar(config)
    _apuntar(app, raiz, config)
    try:
        yield app
    finally:
        esquema.cerrar(app)
        _libres[tipo].append((app, raiz))


def _armar(config: Config) -> tuple[Flask, Engine]:
    app = crear_app(config)
    app.testing = True
    with app.app_context():
        raiz = db.engine

    @event.listens_for(raiz, "do_connect")
    def _a_donde_apunte_hoy(dialecto, _registro, _partes, _opciones):
        partes, opciones = dialecto.create_connect_args(raiz.url)
        return dialecto.connect(*partes, **opciones)

    return app, raiz


def _apuntar(app: Flask, raiz: Engine, config: Config) -> None:
    raiz.url = make_url(config.base)
    app.config.update(REGISTRO=config, SQLALCHEMY_DATABASE_URI=config.base)
    with app.app_context():
        db.engines[None] = raiz.execution_options()
