"""``registro base``: crear y poner al día la base."""

from __future__ import annotations

import click

from registro import esquema
from registro.aplicacion import crear_app
from registro.catalogos.operaciones import sembrar
from registro.cli.contexto import con_frases
from registro.config import Config, carpeta_de_datos, crear_claves
from registro.seguridad.permisos import de_terminal


@click.group()
def orden() -> None:
    """La base de datos y sus claves."""


@orden.command()
@con_frases
def migrar() -> None:
    """Crea claves y base si faltan, aplica los pasos pendientes y siembra los catálogos; se puede repetir."""
    preparar_base()
    print("La base está al día.")


def preparar_base() -> None:
    """Claves, esquema y catálogos."""
    crear_claves(carpeta_de_datos())
    app = crear_app(Config.desde_entorno())
    esquema.migrar(app)
    with app.app_context():
        sembrar(de_terminal())
