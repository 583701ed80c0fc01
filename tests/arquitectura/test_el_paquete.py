"""Lo instalado trae plantillas, estáticos, migraciones y datos, y sirve páginas lejos del repositorio."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.arquitectura.lectura import Casa

RAIZ = Path(__file__).resolve().parents[2]
PEDIR = """
import json, sys
from pathlib import Path
from registro import esquema, rutas
from registro.aplicacion import crear_app
from registro.config import Config, crear_claves

datos = Path(sys.argv[1])
app = crear_app(Config(datos=datos, base=f"sqlite:///{datos}/registro.sqlite3", claves=crear_claves(datos)))
esquema.migrar(app)
hoja = next(rutas.estaticos().rglob("*.css")).relative_to(rutas.estaticos())
carpetas = rutas.plantillas(), rutas.estaticos(), rutas.migraciones(), rutas.datos_demostracion()
servidos = rutas.estaticos() / "terceros" / "servidos"
ajenos = [str(ruta.relative_to(rutas.estaticos())) for ruta in servidos.rglob("*") if ruta.is_file()]
pedidas = ["/entrar", f"/estaticos/{hoja}", *(f"/estaticos/{ruta}" for ruta in ajenos)]
estados = {ruta: app.test_client().get(ruta).status_code for ruta in pedidas}
print(json.dumps({"carpetas": [str(carpeta) for carpeta in carpetas], "estados": estados}))
"""

pytestmark = pytest.mark.lento


@pytest.fixture(scope="module")
def instalado(tmp_path_factory):
    """Un entorno nuevo con el paquete instalado; las librerías las toma prestadas de éste."""
    carpeta = tmp_path_factory.mktemp("paquete")
    armar = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", carpeta]
    subprocess.run(armar, cwd=RAIZ, check=True, capture_output=True)
    paquete = next(carpeta.glob("*.whl"))
    venv.create(carpeta / "entorno", with_pip=False, symlinks=True)
    python = carpeta / "entorno" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-index", "--no-deps", paquete], check=True, capture_output=True)
    propias = next((carpeta / "entorno" / "lib").glob("python*/site-packages"))
    (propias / "librerias.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return carpeta


def ejecutar(carpeta, *orden):
    entorno = {"PATH": os.environ["PATH"], "HOME": str(carpeta), "REGISTRO_DATOS": str(carpeta / "datos")}
    terminado = subprocess.run(orden, cwd=carpeta, env=entorno, check=False, capture_output=True, text=True)
    assert terminado.returncode == 0, terminado.stderr
    return terminado.stdout


def test_instalado_crea_su_base_y_sirve_sin_el_repositorio(instalado):
    python = instalado / "entorno" / "bin" / "python"
    dicho = json.loads(ejecutar(instalado, python, "-c", PEDIR, instalado / "datos"))
    assert set(dicho["estados"].values()) == {200}
    servidas = {Path(ruta).name for ruta in dicho["estados"]}
    assert {"native.js", "aesGcm.js", "ponyfill.js", "zxing-exported.js", "zxing_reader.wasm"} <= servidas
    assert not any("node_modules" in ruta or ruta.endswith(".d.ts") for ruta in dicho["estados"])
    paquete = next((instalado / "entorno").glob("lib/python*/site-packages/registro"))
    assert {Path(carpeta).parent for carpeta in dicho["carpetas"]} == {paquete}
    assert all(any(Path(carpeta).iterdir()) for carpeta in dicho["carpetas"])


def test_instalado_trae_la_orden_registro(instalado):
    assert "registro" in ejecutar(instalado, instalado / "entorno" / "bin" / "registro", "--version")


def test_la_instalacion_editable_trae_las_librerias_sin_mas_que_el_path(tmp_path):
    """Como quien acaba de clonar: ni librerías, ni configuración, ni nada en el entorno."""
    for ruta in Casa(RAIZ).archivos:
        (tmp_path / "clon" / ruta).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(RAIZ / ruta, tmp_path / "clon" / ruta)
    armar = [sys.executable, "-m", "hatchling", "build", "-t", "wheel:editable", "--hooks-only"]
    limpio = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    for _ in range(2):
        hecho = subprocess.run(armar, cwd=tmp_path / "clon", env=limpio, check=False, capture_output=True)
        assert hecho.returncode == 0, hecho.stderr.decode()
    servidos = tmp_path / "clon" / "estaticos" / "terceros" / "servidos"
    assert (servidos / "zxing-wasm" / "dist" / "reader" / "zxing_reader.wasm").is_file()
    assert not (servidos.parent / "node_modules").exists()
