"""``registro exportar``: sacar del registro lo que otros programas, u otro registro, van a leer."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from registro.cli.contexto import con_base
from registro.errores import ErrorDeRegistro
from registro.intercambio import seguimiento


@click.group()
def orden() -> None:
    """Exportar cifras."""


@orden.command(name="seguimiento")
@click.option("--formato", type=click.Choice(["xlsx"]), default="xlsx", show_default=True)
@click.option("--salida", required=True, type=click.Path(dir_okay=False, path_type=Path))
@con_base
def exportar_seguimiento(formato: str, salida: Path) -> None:
    """El seguimiento entero: productos, definiciones, reportes y lo publicado. Se importa y queda igual."""
    del formato  # hoy es uno solo
    try:
        salida.write_bytes(seguimiento.libro())
    except OSError as error:
        raise ErrorDeRegistro(
            f"No se pudo escribir {salida}: {error.strerror}. Elija otra carpeta o revise los permisos.",
            "salida",
        ) from error
    print(f"Se escribió {salida}.", file=sys.stderr)
