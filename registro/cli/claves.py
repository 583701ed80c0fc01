"""``registro claves``: rotar las llaves con que se sella y se firma."""

from __future__ import annotations

import click

from registro.cli.contexto import con_base
from registro.seguridad.permisos import de_terminal
from registro.seguridad.sellado import operaciones


@click.group()
def orden() -> None:
    """Las llaves de las tabletas."""


@orden.command()
@con_base
def sellado() -> None:
    """Estrena la llave sucesora para sellar lecturas; las anteriores siguen abriendo."""
    print(f"Llave vigente: {operaciones.rotar(de_terminal())}. Las anteriores siguen abriendo.")


@orden.command()
@con_base
def recibos() -> None:
    """Estrena una llave para firmar recibos; las tabletas la reciben con su próximo paquete."""
    print(f"Llave de recibos vigente: {operaciones.rotar_recibos(de_terminal())}.")
