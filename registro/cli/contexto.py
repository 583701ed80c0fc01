"""Lo que toda orden necesita: la aplicación con su base al día y los errores dichos en una frase."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import Flask

from registro import esquema
from registro.aplicacion import crear_app
from registro.config import Config, ErrorDeConfiguracion
from registro.errores import ErrorDeRegistro

NADA_HECHO = 1


@contextmanager
def aplicacion_lista() -> Iterator[Flask]:
    """Aplicación del entorno dentro de su contexto.

    :raises ErrorDeConfiguracion: faltan claves o la base no está al día.
    """
    app = crear_app(Config.desde_entorno(), con_pantallas=False)
    try:
        actual, esperada = esquema.revisiones(app)
        if actual != esperada:
            raise ErrorDeConfiguracion(
                "La base no está al día. Ejecute «registro base migrar» y repita la orden. No se cambió nada."
            )
        with app.app_context():
            yield app
    finally:
        esquema.cerrar(app)


def con_frases(funcion: Callable[..., Any]) -> Callable[..., Any]:
    """Un :class:`ErrorDeRegistro` se dice por la salida de errores y termina con código 1."""

    @wraps(funcion)
    def envuelta(*args: Any, **kwargs: Any) -> Any:
        try:
            return funcion(*args, **kwargs)
        except ErrorDeRegistro as error:
            print(error.mensaje, file=sys.stderr)
            sys.exit(NADA_HECHO)

    return envuelta


def con_base(funcion: Callable[..., Any]) -> Callable[..., Any]:
    """La orden corre con la aplicación lista y sus errores en frases."""

    @wraps(funcion)
    @con_frases
    def envuelta(*args: Any, **kwargs: Any) -> Any:
        with aplicacion_lista():
            return funcion(*args, **kwargs)

    return envuelta
