"""``registro actividad``: crear actividades desde la terminal."""

from __future__ import annotations

import json

import click

from registro.actividades import operaciones
from registro.actividades.tipos import TIPOS, tipo_de
from registro.catalogos.consultas import resolver_localidad
from registro.cli.contexto import con_base
from registro.fechas import leer_fecha_con_precision
from registro.seguridad.permisos import de_terminal


@click.group()
def orden() -> None:
    """Las actividades."""


@orden.command()
@click.argument("tipo", metavar="TIPO")
@click.option("--fecha", required=True, help="13/03/2023, 2023-03 o «marzo de 2023».")
@click.option("--lugar", required=True, help="Como lo conoce el equipo.")
@click.option("--localidad", default="", help="Código o nombre. Si el lugar no deja duda, no hace falta.")
@click.option("--titulo", default="", help="Si falta, se arma solo.")
@con_base
def crear(tipo: str, fecha: str, lugar: str, localidad: str, titulo: str) -> None:
    """Crea una actividad y la deja abierta. Responde un JSON con su id."""
    datos = {
        "fecha": leer_fecha_con_precision(fecha, "fecha"),
        "lugar": lugar,
        "localidad": resolver_localidad(localidad) if localidad else None,
        "titulo": titulo,
    }
    creada = operaciones.crear(de_terminal(), tipo_de(tipo), datos, abierta=True)
    print(json.dumps({"id": creada}))


crear.epilog = f"TIPO es uno de: {', '.join(TIPOS)}."
