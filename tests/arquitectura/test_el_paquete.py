"""Lo instalado trae plantillas, estáticos, migraciones y datos, y sirve páginas lejos del repositorio."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

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
estados = [app.test_client().get(ruta).status_code for ruta in ("/entrar", f"/estaticos/{hoja}")]
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
    assert dicho["estados"] == [200, 200]
    paquete = next((instalado / "entorno").glob("lib/python*/site-packages/registro"))
    assert {Path(carpeta).parent for carpeta in dicho["carpetas"]} == {paquete}
    assert all(any(Path(carpeta).iterdir()) for carpeta in dicho["carpetas"])


def test_instalado_trae_la_orden_registro(instalado):
    assert "registro" in ejecutar(instalado, instalado / "entorno" / "bin" / "registro", "--version")
