"""``registro credenciales``: emitir tarjetas en blanco."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from registro.cli.contexto import con_base
from registro.cli.tabla import en_pantalla, entregar
from registro.errores import ErrorDeRegistro
from registro.escritores import tarjetas
from registro.personas import operaciones
from registro.seguridad.divulgacion.operaciones import RESERVADA, Salida, registrar
from registro.seguridad.permisos import de_terminal


@click.group()
def orden() -> None:
    """Las tarjetas."""


@orden.command()
@click.argument("cantidad", type=int)
@click.option("--lote", default="", help="Nombre del lote; sin él se inventa uno.")
@click.option("--formato", type=click.Choice(["texto", "pdf"]), default="texto", show_default=True)
@click.option(
    "--salida", type=click.Path(dir_okay=False, path_type=Path), help="Archivo; sin él, la salida estándar."
)
@con_base
def emitir(cantidad: int, lote: str, formato: str, salida: Path | None) -> None:
    """Emite CANTIDAD tarjetas en blanco: un código por línea, o las hojas para imprimir."""
    if formato == "pdf" and salida is None and en_pantalla():
        raise ErrorDeRegistro("Diga en qué archivo dejar el PDF con --salida. No se emitió ninguna tarjeta.")
    codigos = operaciones.emitir_lote(de_terminal(), cantidad, lote)
    salio = Salida(f"Tarjetas emitidas: {cantidad}", RESERVADA, tarjetas.PARA_IMPRIMIR, formato)
    ficha = registrar(de_terminal(), salio)
    contenido = (
        tarjetas.pdf(codigos, f"{lote} · serie {ficha.serie}".lstrip(" ·"), ficha.renglon)
        if formato == "pdf"
        else "".join(f"{codigo}\n" for codigo in codigos).encode()
    )
    entregar(contenido, salida)
    if formato == "texto":  # otro programa lee un código por línea
        print(ficha.renglon, file=sys.stderr)
