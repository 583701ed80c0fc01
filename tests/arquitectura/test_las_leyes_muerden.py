"""Cada ley puede fallar: una casa de juguete que la incumple la pone en rojo; la sana no recibe avisos."""

import pytest

from tests.arquitectura import costumbres, leyes
from tests.arquitectura.lectura import Casa
from tests.arquitectura.test_la_casa import LEYES

SANA = {
    "registro/__init__.py": "",
    "registro/extensiones.py": "from flask import current_app\ndef transaccion():\n    sesion.commit()\n",
    "registro/fechas.py": "import datetime\nfrom registro.errores import ErrorDeRegistro\n",
    "registro/errores.py": "class ErrorDeRegistro(Exception):\n    pass\n",
    "registro/personas/modelo.py": "from sqlalchemy import select\nfrom registro import extensiones\n",
    "registro/personas/operaciones/altas.py": (
        "from registro.extensiones import transaccion\nfrom .. import modelo\n"
        "def crear():\n    with transaccion() as sesion:\n        anotar(sesion)\n"
    ),
    "registro/web/casa.py": (
        "import flask\nfrom registro.personas.operaciones import altas\nimport registro.fechas\n"
        "es_fecha = columna.tipo is TipoColumna.FECHA\n"
    ),
    "registro/cli/__init__.py": "from registro import __version__, aplicacion, config\n",
    "registro/aplicacion.py": "from registro import cli, web\nfrom registro.personas import modelo\n",
    "registro/config.py": "import os  # noqa: F401 - se usa desde la orden\n",
    "plantillas/base.html": '<html><script nonce="{{ nonce() }}" src="/estaticos/x.js"></script>',
    "estaticos/escritorio.css": "",
    "migraciones/env.py": "",
    "tests/test_algo.py": "",
    "pyproject.toml": "",
    "README.md": "",
    ".gitignore": "",
}

# Quién incumple (ley, archivo y su texto) y una palabra del aviso que debe salir.
WEB, CLI, PERSONAS = "registro/web/x.py", "registro/cli/x.py", "registro/personas/x.py"
OPERACIONES, PRUEBA = "registro/personas/operaciones.py", "tests/x.py"
PISOS = [
    (PERSONAS, "from registro import asistencia", "asistencia"),
    (PERSONAS, "def f():\n    import registro.web.casa", "web.casa"),
    (PERSONAS, "from ..matrices import motor", "matrices"),
    (PERSONAS, "import_module('registro.web.casa')", "web.casa"),
    (PERSONAS, "import_module(f'registro.web.{nombre}')", "web"),
    (WEB, "from registro.cli import main", "no puede importar cli"),
    (WEB, "from registro import aplicacion", "aplicacion"),
    ("registro/actas/x.py", "import registro.indicadores.hechos", "indicadores.hechos"),
    ("registro/errores.py", "import registro.seguridad", "seguridad"),
    ("registro/nueva/x.py", "", "no está en el plano"),
]
PUROS = [
    ("registro/fechas.py", "import flask", "flask"),
    ("registro/matrices/motor.py", "from registro import config", "config"),
    ("registro/seguridad/permisos.py", "def f():\n    import pandas", "pandas"),
]
PUERTAS = [
    ("registro/informes/x.py", "import pandas as pd", "pandas"),
    (PERSONAS, "from cryptography.fernet import Fernet", "cryptography"),
    (PERSONAS, "def f():\n    import flask", "flask"),
    ("registro/escritores/en_pdf_x.py", "import typst", "typst"),
    ("registro/config.py", "import psycopg", "nadie"),
    ("registro/config.py", "import requests", "no tiene puerta"),
    ("registro/qr.py", "import importlib\nimportlib.import_module(nombre)", "nombre_calculado"),
]
PANTALLAS = [
    (WEB, "from sqlalchemy import select", "sqlalchemy"),
    (WEB, "from registro.extensiones import db", "extensiones"),
    (WEB, "import registro.actividades.mebog", "mebog"),
    (WEB, "from registro.config import Config", "config"),
    (CLI, "from registro.personas import modelo", "modelo"),
    (CLI, "import registro.informes.modelo", "modelo"),
]
TRANSACCIONES = [
    ("registro/personas/consultas.py", "def f():\n    transaccion()", "sólo una operación"),
    (OPERACIONES, "s.commit()", "commit"),
    (WEB, "def f():\n    db.session.commit()", "commit"),
    (OPERACIONES, "def f():\n    transaccion()", "bitácora"),
    ("registro/personas/operaciones/x.py", "def f():\n    e.transaccion()", "bitácora"),
    (OPERACIONES, "transaccion()", "dentro de una función"),
]
TIPO = [
    (WEB, "a.tipo == 'mebog'", ".tipo"),
    (WEB, "1 if 'mebog' != a.b.tipo else 2", ".tipo"),
    (WEB, "a.tipo in {'mebog'}", ".tipo"),
    (WEB, "match a.tipo:\n    case 'x': pass", ".tipo"),
]
FUNCIONES = [
    (WEB, "def f():\n" + "    pass\n" * 40, "41 líneas"),
    (PRUEBA, "class A:\n  def f():\n" + "    pass\n" * 40, "41 líneas"),
    (WEB, "def f(a, b, c, *, d, e, g): pass", "6 parámetros"),
]
PERMISOS = [
    (PRUEBA, "import os  # " + "noqa", "sin código"),
    (PRUEBA, "import os  # " + "noqa: F401", "sin su razón"),
    (PRUEBA, "x = 1  # " + "type: ignore", "sin código"),
    (PRUEBA, "x = 1  # " + "type: ignore[misc]", "sin su razón"),
    (PRUEBA, "x = 1  # " + "pragma: no cover", "sin su razón"),
]
CON_NONCE = ' nonce="{{ nonce() }}"'
GUIONES = [
    ("plantillas/x.html", '<script type="module" src="/estaticos/x.js"></script>', "sin nonce"),
    ("plantillas/x.html", f"<script{CON_NONCE}>let x = 1;</script>", "escrito en la página"),
    ("plantillas/x.html", '<link rel="modulepreload" href="/estaticos/x.js">', "sin nonce"),
    ("registro/escritores/x.html", '<script nonce="fijo" src="/estaticos/x.js"></script>', "sin nonce"),
]
VIOLACIONES = {
    leyes.orden_de_los_pisos: PISOS,
    leyes.ley_1_puros: PUROS,
    leyes.ley_2_puertas: PUERTAS,
    leyes.ley_3_pantallas_sin_modelo: PANTALLAS,
    leyes.ley_4_transacciones: TRANSACCIONES,
    leyes.ley_5_nadie_compara_el_tipo: TIPO,
    costumbres.arriba_solo_lo_listado: [("scripts/x.sh", "", "scripts sobra")],
    costumbres.archivos_cortos: [("estaticos/x.css", "\n" * 401, "401"), (PRUEBA, "\n" * 401, "401")],
    costumbres.archivos_cortos_en_conjunto: [("registro/web/casa.py", "\n" * 2000, "uno de cada diez")],
    costumbres.funciones_cortas: FUNCIONES,
    costumbres.guiones_con_su_numero: GUIONES,
    costumbres.nombres_que_dicen_algo: [
        ("registro/web/utils.py", "", "utils"),
        ("tests/helpers/x.py", "", "helpers"),
    ],
    costumbres.excepciones_con_codigo_y_razon: PERMISOS,
    costumbres.nada_de_esta_maquina: [
        ("README.md", "ver /" + "tmp/cosas", "README.md:1"),
        (".ci/x", "pip --extra-index" + "-url x", ".ci/x:1"),
    ],
}
CASOS = [
    pytest.param(ley, *caso, id=f"{ley.__name__}-{numero}")
    for ley, casos in VIOLACIONES.items()
    for numero, caso in enumerate(casos, start=1)
]


@pytest.fixture
def construir(tmp_path):
    def construir(*cambios):
        for ruta, texto in [*SANA.items(), *cambios]:
            archivo = tmp_path / ruta
            archivo.parent.mkdir(parents=True, exist_ok=True)
            archivo.write_text(texto, encoding="utf-8")
        return Casa(tmp_path)

    return construir


@pytest.mark.parametrize("ley", LEYES, ids=lambda ley: ley.__name__)
def test_una_casa_sana_no_recibe_avisos(construir, ley):
    assert list(ley(construir())) == []


@pytest.mark.parametrize("ley,ruta,texto,aviso", CASOS)
def test_la_ley_avisa_de_quien_la_incumple(construir, ley, ruta, texto, aviso):
    avisos = list(ley(construir((ruta, texto))))
    assert len(avisos) == 1
    assert aviso in avisos[0]


def test_toda_ley_tiene_quien_la_incumpla():
    assert set(VIOLACIONES) == set(LEYES)


def test_la_raiz_avisa_de_lo_que_falta(construir):
    casa = construir()
    (casa.raiz / "README.md").unlink()
    assert list(costumbres.arriba_solo_lo_listado(casa)) == ["README.md falta en la raíz"]


def test_la_mediana_tambien_cuenta(construir):
    casa = construir(*((ruta, "\n" * 91) for ruta in SANA if ruta.startswith("registro/")))
    assert list(costumbres.archivos_cortos_en_conjunto(casa)) == ["la mediana es de 91 líneas por archivo"]


def test_un_modulo_que_se_vuelve_carpeta_conserva_su_puerta(construir):
    casa = construir(("registro/escritores/en_pdf/pagina.py", "import typst"))
    assert list(leyes.ley_2_puertas(casa)) == []
