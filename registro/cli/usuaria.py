"""``registro usuaria``: crear, cambiar la clave y desactivar a quienes entran."""

from __future__ import annotations

import click

from registro.cli.contexto import con_base
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.indicadores.consultas.plan import resolver_sector
from registro.seguridad import consultas, operaciones
from registro.seguridad.permisos import ENLACE, ROLES, de_terminal


@click.group()
def orden() -> None:
    """Quienes entran al registro."""


@orden.command()
@click.argument("usuario")
@click.option("--nombre", required=True, help="Nombre con que la conoce el equipo.")
@click.option(
    "--rol", "roles", required=True, multiple=True, type=click.Choice(list(ROLES)), help="Se puede repetir."
)
@click.option("--sector", metavar="S", help="El sector que reporta, si es enlace.")
@con_base
def crear(usuario: str, nombre: str, roles: tuple[str, ...], sector: str | None) -> None:
    """Crea una usuaria y muestra, una sola vez, su contraseña provisional."""
    if ENLACE in roles and sector is None:
        raise ErrorDeRegistro("Diga el sector que reporta, con --sector. No se creó.", "sector")
    propio = resolver_sector(sector)[0] if sector else None
    usuaria_id, clave = operaciones.crear_usuaria(de_terminal(), usuario, nombre, list(roles))
    if propio:
        operaciones.poner_sector(de_terminal(), usuaria_id, propio)
    print(f"{usuario.lower()}  {clave}")


@orden.command()
@click.argument("usuario")
@con_base
def clave(usuario: str) -> None:
    """Pone una contraseña provisional y cierra las sesiones abiertas de la usuaria."""
    print(f"{usuario.lower()}  {operaciones.restablecer_clave(de_terminal(), _id_de(usuario))}")


@orden.command()
@click.argument("usuario")
@con_base
def codigo(usuario: str) -> None:
    """El código con que la usuaria entra en este momento; queda anotado que se pidió por aquí."""
    print(operaciones.codigo_del_momento(de_terminal(), _id_de(usuario)))


@orden.command("quitar-codigo")
@click.argument("usuario")
@con_base
def quitar_codigo(usuario: str) -> None:
    """Perdió el teléfono: le quita el código y las llaves de acceso, y cierra sus sesiones."""
    operaciones.quitar_codigo(de_terminal(), _id_de(usuario))
    print(f"{usuario.lower()} ya no tiene código; si su rol lo pide, inscribirá otro al entrar.")


@orden.command()
@click.argument("usuario")
@con_base
def desactivar(usuario: str) -> None:
    """La usuaria deja de poder entrar; lo que hizo queda a su nombre."""
    operaciones.activar_usuaria(de_terminal(), _id_de(usuario), activa=False)
    print(f"{usuario.lower()} ya no puede entrar.")


def _id_de(usuario: str) -> int:
    for ficha in consultas.usuarias():
        if ficha.usuario == usuario.strip().lower():
            return ficha.id
    raise NoEncontrado(f"No hay ninguna usuaria «{usuario}». No se cambió nada.", "usuario")
