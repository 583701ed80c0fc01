"""``registro base``: crear, poner al día, copiar y revisar la base."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from registro import esquema
from registro.aplicacion import crear_app
from registro.catalogos.operaciones import sembrar as sembrar_catalogos
from registro.cli.contexto import NADA_HECHO, aplicacion_lista, con_base, con_frases
from registro.config import Config, carpeta_de_datos, crear_claves
from registro.indicadores.operaciones import sembrar as sembrar_objetivos
from registro.indicadores.recuentos import operaciones as recuentos
from registro.indicadores.reportes.operaciones.plazos import sembrar as sembrar_plazos
from registro.instancias.operaciones import sembrar as sembrar_instancias
from registro.intercambio.operaciones import respaldo
from registro.numeros import escribir
from registro.personas.operaciones import sembrar as sembrar_consentimientos
from registro.seguridad.divulgacion.operaciones import sembrar as sembrar_divulgacion
from registro.seguridad.permisos import de_terminal
from registro.seguridad.sellado.operaciones import sembrar as sembrar_llaves

# Con qué nace un registro, en orden; cada una deja intacto lo que ya está.
SEMILLAS = (
    sembrar_catalogos,
    sembrar_consentimientos,
    sembrar_instancias,
    sembrar_objetivos,
    sembrar_plazos,
    sembrar_llaves,
    sembrar_divulgacion,
)


@click.group()
def orden() -> None:
    """La base de datos y sus claves."""


@orden.command()
@con_frases
def migrar() -> None:
    """Crea claves y base si faltan, aplica los pasos pendientes y siembra los catálogos; se puede repetir."""
    preparar_base()
    print("La base está al día.")


@orden.command()
@click.argument("archivo", type=click.Path(dir_okay=False, path_type=Path))
@con_frases
def respaldar(archivo: Path) -> None:
    """Copia cifrada de toda la base en ARCHIVO, con el servidor en marcha."""
    with aplicacion_lista() as app:
        filas = respaldo.respaldar(de_terminal(), archivo, esquema.revisiones(app)[1] or "")
    print(f"Copia completa en {archivo}: {escribir(filas)} filas.")
    print("Guarde aparte «claves.json»: sin él la copia no se abre.")


@orden.command()
@click.argument("archivo", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@con_frases
def restaurar(archivo: Path) -> None:
    """Pone la copia ARCHIVO en una base vacía; necesita las claves con que se hizo."""
    app = crear_app(Config.desde_entorno(), con_pantallas=False)
    try:
        esquema.migrar(app)
        with app.app_context():
            filas = respaldo.restaurar(de_terminal(), archivo, esquema.revisiones(app)[1] or "")
            print(f"Copia restaurada: {escribir(filas)} filas.")
            recuentos.contar(de_terminal())
    finally:
        esquema.cerrar(app)


@orden.command()
@con_base
def verificar() -> None:
    """Comprueba que la base está entera y que las claves abren lo cifrado."""
    revisiones = respaldo.verificar(de_terminal())
    for revision in revisiones:
        print(f"bien  {revision.que}" if revision.bien else f"MAL   {revision.que}. {revision.consejo}")
    if not all(revision.bien for revision in revisiones):
        sys.exit(NADA_HECHO)


@orden.command()
@con_base
def recontar() -> None:
    """Vuelve a contar lo que se guarda de períodos pasados para que las tablas salgan pronto."""
    print(f"Cifras de períodos pasados contadas otra vez: {escribir(recuentos.recontar(de_terminal()))}.")


def preparar_base() -> None:
    """Claves, esquema y semillas; lo contado que el cambio de esquema venció se cuenta aquí, y no al leer."""
    crear_claves(carpeta_de_datos())
    app = crear_app(Config.desde_entorno(), con_pantallas=False)
    try:
        esquema.migrar(app)
        with app.app_context():
            sembrar()
            recuentos.contar(de_terminal())
    finally:
        esquema.cerrar(app)


def sembrar() -> None:
    """Catálogos e instancias de un registro nuevo."""
    for semilla in SEMILLAS:
        semilla(de_terminal())
