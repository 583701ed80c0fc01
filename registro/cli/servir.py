"""``registro servir``: el servidor web."""

from __future__ import annotations

import click

from registro.cli.contexto import aplicacion_lista, con_frases


@click.command()
@click.option("--puerto", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--trabajadores", default=1, show_default=True, type=click.IntRange(1, 64))
@click.option("--direccion", default="127.0.0.1", show_default=True, help="Dirección en que escucha.")
@con_frases
def orden(puerto: int, trabajadores: int, direccion: str) -> None:
    """Sirve el registro; antes comprueba claves y base."""
    with aplicacion_lista():
        pass
    servir(puerto, trabajadores, direccion)


def servir(puerto: int, trabajadores: int = 1, direccion: str = "127.0.0.1") -> None:
    """Arranca el servidor y no vuelve hasta que lo detengan."""
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "registro.aplicacion:desde_entorno",
        factory=True,
        address=direccion,
        port=puerto,
        interface=Interfaces.WSGI,
        workers=trabajadores,
        blocking_threads=4,
        log_access=False,
        respawn_failed_workers=True,
    ).serve()
