"""``registro dispositivo``: invitar tabletas."""

from __future__ import annotations

import json

import click

from registro.cli.contexto import con_base
from registro.fechas import ZONA
from registro.seguridad.dispositivos import operaciones
from registro.seguridad.permisos import de_terminal


@click.group()
def orden() -> None:
    """Las tabletas."""


@orden.command()
@click.argument("nombre")
@con_base
def invitar(nombre: str) -> None:
    """Código de un solo uso, válido diez minutos, para inscribir una tableta (JSON)."""
    invitada = operaciones.invitar(de_terminal(), nombre)
    vence = invitada.vence.astimezone(ZONA).isoformat(timespec="seconds")
    print(json.dumps({"codigo": invitada.codigo, "vence": vence}))
