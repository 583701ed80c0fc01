"""``registro derechos``: lo que está por vencer, para avisar a quien responde."""

from __future__ import annotations

import click

from registro.cli.contexto import con_base
from registro.derechos import consultas
from registro.fechas import fecha_larga


@click.group()
def orden() -> None:
    """Las solicitudes sobre datos personales."""


@orden.command()
@con_base
def pendientes() -> None:
    """Las solicitudes abiertas, la que vence antes primero; no dice de quién son ni qué cuentan."""
    abiertas = [una for una in consultas.solicitudes() if una.abierta]
    for una in abiertas:
        print(f"{una.numero}  {una.que}. {una.llamado.frase}; hasta el {fecha_larga(una.tiempo.vence)}.")
    if not abiertas:
        print("No hay solicitudes abiertas.")
