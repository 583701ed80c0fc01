"""La configuración dice lo mismo en todas partes, y la red de las pruebas está cerrada."""

import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

from tests.arquitectura import plano

RAIZ = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def herramientas():
    return tomllib.loads((RAIZ / "pyproject.toml").read_text(encoding="utf-8"))["tool"]


def test_los_archivos_puros_son_los_mismos_para_los_tipos_la_cobertura_y_la_ley(herramientas):
    estrictos = herramientas["mypy"]["overrides"][0]["module"]
    cubiertos = herramientas["coverage"]["run"]["include"]
    assert set(estrictos) == {f"registro.{nombre}" for nombre in plano.PUROS}
    assert set(cubiertos) == {f"registro/{nombre.replace('.', '/')}.py" for nombre in plano.PUROS}
    assert herramientas["coverage"]["report"]["fail_under"] == 100


def test_cada_regla_de_estilo_que_se_apaga_dice_por_que():
    texto = (RAIZ / "pyproject.toml").read_text(encoding="utf-8")
    estilo = texto[texto.index("\nignore = [") : texto.index("[tool.mypy]")]
    apagadas = [linea for linea in estilo.splitlines() if re.match(r'\s+"[A-Z]+\d*",', linea)]
    assert apagadas
    assert [linea for linea in apagadas if "#" not in linea] == []


def test_una_advertencia_es_un_error(herramientas):
    assert herramientas["pytest"]["ini_options"]["filterwarnings"][0] == "error"


def test_la_red_esta_cerrada():
    # pytest-socket avisa además con una advertencia, que aquí también es un error.
    cerrada = pytest.raises((SocketConnectBlockedError, UserWarning), match="allowed")
    with socket.socket() as enchufe, cerrada:
        enchufe.connect(("192.0.2.1", 80))


def test_las_dos_ordenes_del_readme_son_las_que_se_prueban():
    leame = (RAIZ / "README.md").read_text(encoding="utf-8")
    assert "bash .ci/demo" in leame
    assert "bash .ci/pruebas" in leame
    ordenes = (RAIZ / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert ordenes[-1] == "bash .ci/pruebas"


CREAR = """
import sys
from pathlib import Path
from registro.aplicacion import crear_app
from registro.config import Config, crear_claves

datos = Path(sys.argv[1])
crear_app(Config(datos=datos, base="sqlite://", claves=crear_claves(datos)))
print(*sorted(set(sys.modules) & set(sys.argv[2:])))
"""


def test_crear_la_aplicacion_no_trae_nada_pesado(tmp_path):
    orden = [sys.executable, "-c", CREAR, str(tmp_path), *plano.PESADAS]
    salida = subprocess.run(orden, cwd=RAIZ, check=True, capture_output=True, text=True).stdout
    assert salida.split() == []
