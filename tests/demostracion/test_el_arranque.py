"""La orden de verdad, en su propio proceso: prepara, muestra las cuentas y atiende."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

PROGRAMA = [sys.executable, "-c", "from registro.cli import main; main()"]


def pedir(puerto, ruta):
    """La página; el servidor anuncia a su trabajador un momento antes de que atienda."""
    limite = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{puerto}{ruta}", timeout=60) as respuesta:
                return respuesta.read().decode()
        except URLError:
            if time.monotonic() > limite:
                raise
            time.sleep(0.1)


@pytest.mark.lento
def test_la_demostracion_arranca_sola_y_atiende(tmp_path):
    entorno = {**os.environ, "REGISTRO_DATOS": str(tmp_path / "datos"), "PYTHONUNBUFFERED": "1"}
    entorno |= {"PYTHONPATH": str(Path(__file__).parents[2]), "REGISTRO_BASE": ""}
    with socket.create_server(("127.0.0.1", 0)) as libre:
        puerto = libre.getsockname()[1]
    orden = [*PROGRAMA, "demo", "--puerto", str(puerto)]
    with subprocess.Popen(
        orden, env=entorno, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=tmp_path
    ) as servidor:
        try:
            dicho = []
            for renglon in servidor.stdout:
                dicho.append(renglon)
                if "Started worker" in renglon:
                    break
            assert "Contraseña" in pedir(puerto, "/entrar")
        finally:
            servidor.terminate()
    texto = "".join(dicho)
    assert "Demostración cargada." in texto
    assert f"Abra http://127.0.0.1:{puerto}" in texto
    assert (tmp_path / "datos" / "registro.sqlite3").exists()
