"""``registro informe``: un informe entero, en un archivo para editar, firmar, publicar o calcular."""

from __future__ import annotations

from pathlib import Path

import click

from registro.cli.contexto import con_base
from registro.cli.tabla import entregar
from registro.informes import operaciones
from registro.informes.balance.reglas import EDICIONES, RESERVADA
from registro.informes.editables import editable
from registro.informes.gestion.armado import pedir
from registro.informes.publicar import FORMATOS
from registro.seguridad.permisos import de_terminal


@click.group("informe")
def orden() -> None:
    """Arma un informe con las cifras del registro y los textos que se le escribieron."""


@orden.command()
@click.option("--vigencia", metavar="AÑO", required=True, help="El año del que se hace el balance.")
@click.option("--motivo", default="", metavar="T", help="Para qué es el archivo.")
@click.option("--edicion", type=click.Choice(EDICIONES), default=RESERVADA, show_default=True)
@click.option("--formato", type=click.Choice(tuple(FORMATOS)), required=True)
@click.option("--salida", type=click.Path(dir_okay=False, path_type=Path), required=True)
@con_base
def balance(vigencia: str, motivo: str, edicion: str, formato: str, salida: Path) -> None:
    """El Balance anual de la política."""
    informe = editable("balance", vigencia)
    entregar(operaciones.generar(de_terminal(), informe, edicion, formato, motivo), salida)


@orden.command()
@click.option("--instancia", metavar="SIGLA", required=True, help="Por ejemplo ZESAI.")
@click.option("--semestre", metavar="SEMESTRE", required=True, help="Por ejemplo 2020-1.")
@click.option("--motivo", default="", metavar="T", help="Para qué es el archivo.")
@click.option("--formato", type=click.Choice(tuple(FORMATOS)), required=True)
@click.option("--salida", type=click.Path(dir_okay=False, path_type=Path), required=True)
@con_base
def gestion(instancia: str, semestre: str, motivo: str, formato: str, salida: Path) -> None:
    """El Informe de gestión de una instancia en un semestre."""
    informe = editable("gestion", pedir(instancia, semestre).clave)
    entregar(operaciones.generar(de_terminal(), informe, RESERVADA, formato, motivo), salida)
