"""El servidor de verdad, en su propio proceso, para las pruebas que lo arrancan como lo haría una persona."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

RAIZ = Path(__file__).parents[2]
PROGRAMA = [sys.executable, "-c", "from registro.cli import main; main()"]
SEGUNDOS_PARA_ARRANCAR = 60
SEGUNDOS_PARA_TERMINAR = 20


def entorno(datos: Path) -> dict[str, str]:
    """El de esta máquina, con la carpeta de datos dada y SQLite."""
    propio = {"REGISTRO_DATOS": str(datos), "PYTHONPATH": str(RAIZ), "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **propio, "REGISTRO_BASE": ""}


@contextmanager
def sirviendo(
    orden: list[str], datos: Path, puerto: int, programa: list[str] = PROGRAMA
) -> Iterator[list[str]]:
    """Corre la orden hasta que contesta; da lo que va diciendo y, al salir, la apaga."""
    dicho: list[str] = []
    with subprocess.Popen(
        [*programa, *orden],
        env=entorno(datos),
        cwd=datos.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as proceso:
        oyente = threading.Thread(target=dicho.extend, args=[proceso.stdout], daemon=True)
        oyente.start()
        try:
            _esperar(proceso, puerto, dicho)
            yield dicho
        finally:
            proceso.terminate()
            try:
                proceso.wait(SEGUNDOS_PARA_TERMINAR)
            except subprocess.TimeoutExpired:
                proceso.kill()
                raise
            oyente.join(5)


def pedir(puerto: int, ruta: str) -> str:
    """El cuerpo de una página."""
    with urlopen(f"http://127.0.0.1:{puerto}{ruta}", timeout=20) as respuesta:
        return respuesta.read().decode()


def _esperar(proceso: subprocess.Popen[str], puerto: int, dicho: list[str]) -> None:
    limite = time.monotonic() + SEGUNDOS_PARA_ARRANCAR
    while True:
        try:
            pedir(puerto, "/entrar")
            return
        except (URLError, ConnectionError) as error:
            if proceso.poll() is not None or time.monotonic() > limite:
                raise AssertionError("el servidor no arrancó:\n" + "".join(dicho)) from error
            time.sleep(0.1)
