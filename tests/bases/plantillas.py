"""Con qué se llena cada plantilla de base de datos."""

from flask import Flask

CLAVE = "una frase que se recuerda"


def recien_instalada(app: Flask) -> None:
    """Lo que deja «registro base migrar», y una usuaria por rol: se llama como su rol y entra con CLAVE."""
    from registro import esquema
    from registro.cli.base import sembrar
    from registro.seguridad import operaciones
    from registro.seguridad.permisos import ROLES, de_terminal

    esquema.migrar(app)
    with app.app_context():
        sembrar()
        for rol, nombre in ROLES.items():
            operaciones.crear_usuaria(de_terminal(), rol, nombre, [rol], CLAVE)
