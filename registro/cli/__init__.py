"""Órdenes de terminal: un módulo por sustantivo. Otros programas las usan: sus nombres no cambian."""

from __future__ import annotations

from importlib import import_module

import click

from registro import __version__

# Orden → módulo; se importa al usarse para que la terminal responda enseguida.
ORDENES: dict[str, str] = {
    "demo": "demo",
    "servir": "servir",
    "base": "base",
    "usuaria": "usuaria",
    "actividad": "actividad",
    "credenciales": "credenciales",
    "dispositivo": "dispositivo",
    "claves": "claves",
    "derechos": "derechos",
    "importar": "importar",
    "exportar": "exportar",
    "tabla": "tabla",
    "informe": "informe",
}


class OrdenesAlUsarse(click.Group):
    """Grupo que importa cada orden cuando alguien la pide."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ORDENES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ORDENES:
            return None
        orden: click.Command = import_module(f"registro.cli.{ORDENES[cmd_name]}").orden
        return orden


@click.group(cls=OrdenesAlUsarse, context_settings={"help_option_names": ["-h", "--help", "--ayuda"]})
@click.version_option(__version__, prog_name="registro")
def main() -> None:
    """Registro: actividades, asistencia y cifras oficiales."""
