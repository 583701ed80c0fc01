"""``registro claves``: rotar las llaves con que se cifra, se sella y se firma."""

from __future__ import annotations

import click

from registro.cli.contexto import con_base
from registro.numeros import escribir
from registro.seguridad.operaciones import rotar_cifrado
from registro.seguridad.permisos import de_terminal
from registro.seguridad.sellado import operaciones


@click.group()
def orden() -> None:
    """Las llaves con que se cifra la base, y las de las tabletas."""


@orden.command()
@con_base
def rotar() -> None:
    """Estrena la llave de las columnas cifradas y pasa a ella lo guardado; se puede repetir."""
    llave, textos = rotar_cifrado(de_terminal())
    print(f"Llave de cifrado vigente: {llave}. Textos vueltos a cifrar: {escribir(textos)}.")
    print("Guarde ya una copia nueva de «claves.json»: la anterior no abre lo de ahora.")
    print(
        "La bitácora sólo crece y no se vuelve a cifrar: sus líneas de antes siguen con las llaves de antes. "
        "No las borre: sin ellas se sabría quién hizo qué y cuándo, pero no el detalle ni si se tocó algo."
    )


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
