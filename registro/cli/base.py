"""``registro base``: crear y poner al día la base."""

from __future__ import annotations

import click

from registro import esquema
from registro.aplicacion import crear_app
from registro.catalogos.operaciones import sembrar as sembrar_catalogos
from registro.cli.contexto import con_frases
from registro.config import Config, carpeta_de_datos, crear_claves
from registro.instancias.operaciones import sembrar as sembrar_instancias
from registro.seguridad.permisos import de_terminal

# Con qué nace un registro, en orden; cada una deja intacto lo que ya está.
SEMILLAS = (sembrar_catalogos, sembrar_instancias)


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
    """Claves, esquema y semillas."""
    crear_claves(carpeta_de_datos())
    app = crear_app(Config.desde_entorno())
    try:
        esquema.migrar(app)
        with app.app_context():
            sembrar()
    finally:
        esquema.cerrar(app)


def sembrar() -> None:
    """Catálogos e instancias de un registro nuevo."""
    for semilla in SEMILLAS:
        semilla(de_terminal())
