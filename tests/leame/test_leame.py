"""Las órdenes del README se ejecutan una por una, en el orden en que se leen."""

import json
import os
import re
import shlex
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
LEAME = (RAIZ / "README.md").read_text(encoding="utf-8")
PROGRAMA = [sys.executable, "-c", "from registro.cli import main; main()"]


def ordenes():
    for bloque in re.findall(r"^```sh\n(.*?)^```", LEAME, re.DOTALL | re.MULTILINE):
        for renglon in bloque.splitlines():
            programa, *resto = shlex.split(renglon)
            assert programa == "registro", f"no se sabe probar: {renglon}"
            yield resto


@pytest.fixture
def instalacion(tmp_path):
    entorno = {**os.environ, "REGISTRO_DATOS": str(tmp_path / "datos"), "PYTHONUNBUFFERED": "1"}
    entorno["PYTHONPATH"] = str(RAIZ)
    entorno.pop("REGISTRO_BASE", None)
    return tmp_path, entorno


def test_cada_orden_del_readme_hace_lo_que_dice(instalacion):
    carpeta, entorno = instalacion
    salidas = {}
    for orden in ordenes():
        if orden[0] == "servir":
            comprobar_que_sirve(orden, carpeta, entorno)
            continue
        hecha = subprocess.run(
            PROGRAMA + orden, cwd=carpeta, env=entorno, capture_output=True, text=True, check=False
        )
        assert hecha.returncode == 0, f"registro {' '.join(orden)}\n{hecha.stderr}"
        salidas.setdefault(" ".join(orden[:2]), hecha.stdout)
    assert "id" in json.loads(salidas["actividad crear"])
    assert "Plazoleta Mariposa" in salidas["tabla jornadas"]
    assert (carpeta / "hojas.pdf").read_bytes().startswith(b"%PDF")


def comprobar_que_sirve(orden, carpeta, entorno):
    """Arranca, espera a que diga que está lista, pide la puerta y la apaga."""
    puerto = "8731"
    orden = [
        puerto if anterior == "--puerto" else parte
        for anterior, parte in zip(["", *orden], orden, strict=False)
    ]
    with subprocess.Popen(
        PROGRAMA + orden,
        cwd=carpeta,
        env=entorno,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as servidor:
        try:
            for renglon in servidor.stdout:
                if "Started worker" in renglon:
                    break
            with urllib.request.urlopen(f"http://127.0.0.1:{puerto}/entrar", timeout=20) as respuesta:
                assert "Entrar" in respuesta.read().decode()
        finally:
            servidor.terminate()


def test_todo_lo_que_el_readme_nombra_existe():
    nombrados = re.findall(r"`((?:registro|plantillas|estaticos|migraciones|tests)(?:/[a-z_./]+)?)`", LEAME)
    nombrados += re.findall(r"\]\((\.leame/[^)]+)\)", LEAME)
    assert nombrados
    faltan = [nombre for nombre in nombrados if not (RAIZ / nombre).exists()]
    assert not faltan
