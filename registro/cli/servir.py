"""``registro servir``: el servidor web."""

from __future__ import annotations

import ctypes
import os
import socket

import click

from registro.cli.contexto import aplicacion_lista, con_frases
from registro.errores import ErrorDeRegistro

# Con dos hilos por trabajador el p95 de las páginas baja una quinta parte; pero quien espera su turno de
# escribir ocupa uno sin gastar procesador: las lecturas de a una caían de 320 por segundo a 170, y con ocho
# veinte tabletas que entregan dejaban sin hilo a quien abre una página.
HILOS = 32
_M_ARENA_MAX = -8  # como lo llama malloc.h
SEGUNDOS_PARA_TERMINAR = 10  # lo que se espera a un trabajador antes de apagarlo a la fuerza


@click.command()
@click.option("--puerto", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--trabajadores",
    type=click.IntRange(1, 64),
    help="Procesos que atienden; si falta, uno por cada núcleo que puede usar.",
)
@click.option("--direccion", default="127.0.0.1", show_default=True, help="Dirección en que escucha.")
@con_frases
def orden(puerto: int, trabajadores: int | None, direccion: str) -> None:
    """Sirve el registro; antes comprueba claves y base."""
    with aplicacion_lista():
        pass
    servir(puerto, trabajadores or los_que_caben(), direccion)


def los_que_caben() -> int:
    """Uno por núcleo, y nunca uno solo: si se cae, alguien atiende mientras vuelve.

    Cada conexión es de un solo trabajador. Con más trabajadores que núcleos se reparten el procesador, y
    quienes cayeron en el que más tiene esperan el doble.
    """
    return max(2, len(os.sched_getaffinity(0)))


def servir(puerto: int, trabajadores: int, direccion: str) -> None:
    """Arranca el servidor y no vuelve hasta que lo detengan.

    :raises ErrorDeRegistro: otro programa atiende en ese puerto.
    """
    exigir_libre(direccion, puerto)
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _un_monton_de_memoria()
    cuantos = "un proceso" if trabajadores == 1 else f"{trabajadores} procesos"
    print(f"Atiende en http://{direccion}:{puerto} con {cuantos}.", flush=True)

    Granian(
        "registro.aplicacion:desde_entorno",
        factory=True,
        address=direccion,
        port=puerto,
        interface=Interfaces.WSGI,
        workers=trabajadores,
        blocking_threads=HILOS,
        log_access=False,
        log_level=LogLevels.error,  # lo demás son consejos en inglés sobre lo que aquí se midió
        respawn_failed_workers=True,
        workers_kill_timeout=SEGUNDOS_PARA_TERMINAR,
    ).serve()


def _un_monton_de_memoria() -> None:
    """Uno por proceso y no uno por hilo, que sólo guardan huecos: tres megabytes menos, y el mismo tiempo.

    Lo heredan los procesos que atienden. Donde la librería de C no sabe hacerlo, no hace falta.
    """
    ajustar = getattr(ctypes.CDLL(None), "mallopt", None)
    if ajustar:
        ajustar(_M_ARENA_MAX, 1)


def exigir_libre(direccion: str, puerto: int) -> None:
    """El servidor comparte el puerto con quien ya lo use, sin avisar: contestarían por turnos."""
    familia = socket.AF_INET6 if ":" in direccion else socket.AF_INET
    try:
        socket.create_server((direccion, puerto), family=familia).close()
    except OSError as error:
        raise ErrorDeRegistro(
            f"No se puede atender en {direccion}, puerto {puerto}: está ocupado, quizá por otro Registro, "
            "o no se permite. Cierre el otro o elija un puerto con --puerto.",
            "puerto",
        ) from error
