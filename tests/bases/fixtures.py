"""Fixtures de base de datos: toda prueba que pida `motor` (o `app`) corre en SQLite y en PostgreSQL.

La aplicación se importa al pedirla: las pruebas de archivos puros no esperan por ella.
"""

import gc
import sys
import threading
from pathlib import Path

import pytest
from filelock import FileLock

from tests.bases import plantillas
from tests.bases.motores import MOTORES


def pytest_addoption(parser):
    parser.addoption(
        "--motor", choices=sorted(MOTORES), action="append", help="sólo este motor (por defecto, todos)"
    )


# Lo que cada prueba necesita de verdad: una base, un navegador, otro proceso.
DE_VERDAD = {"motor", "instalaciones", "playwright_vivo", "herramientas"}


def _es_de_verdad(prueba):
    lenta = prueba.get_closest_marker("lento") is not None
    return lenta or not DE_VERDAD.isdisjoint(prueba.fixturenames)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Primero las puras; luego las largas, que si no al final un proceso espera por otro."""
    items.sort(key=lambda prueba: (_es_de_verdad(prueba), not _es_larga(prueba)))


def _es_larga(prueba):
    return any(map(prueba.get_closest_marker, ("navegador", "lento")))


def pytest_collection_finish():
    """Lo ya cargado vive lo que la vuelta: que el recolector de basura no lo repase cada vez."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Sólo se cuenta la cobertura de las pruebas puras y cortas: en las demás estorba y no dice nada."""
    cobertura = item.config.pluginmanager.getplugin("_cov")
    medida = cobertura and cobertura.cov_controller
    if medida and medida.started == _es_de_verdad(item):
        if medida.started:
            medida.pause()
            # En los procesos de xdist pytest-cov deja otra medición puesta debajo de la suya.
            sys.settrace(None)
            threading.settrace(None)
        else:
            medida.resume()
    return (yield)


def pytest_generate_tests(metafunc):
    if "motor" in metafunc.fixturenames:
        motores = metafunc.config.getoption("motor") or sorted(MOTORES, reverse=True)
        if any(map(metafunc.definition.get_closest_marker, ("navegador", "un_motor"))):
            motores = motores[:1]  # lo que se ve en el navegador o en un documento no depende del motor
        metafunc.parametrize("motor", motores, indirect=True, scope="session")


@pytest.fixture(scope="session")
def carpeta_comun(tmp_path_factory, worker_id) -> Path:
    """Una carpeta por sesión, la misma para todos los procesos de pytest."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


class Motores(dict):
    """Los motores que este proceso ya arrancó; el que falte se arranca al pedirlo."""

    def __init__(self, carpeta: Path) -> None:
        super().__init__()
        self.carpeta = carpeta

    def __missing__(self, nombre):
        with FileLock(self.carpeta / f"{nombre}.candado"):
            self[nombre] = MOTORES[nombre](self.carpeta)
        return self[nombre]


@pytest.fixture(scope="session")
def motores(carpeta_comun):
    arrancados = Motores(carpeta_comun)
    yield arrancados
    for motor in arrancados.values():
        motor.cerrar()


@pytest.fixture(scope="session")
def motor(request, motores):
    """El motor de base de datos de esta vuelta."""
    return motores[request.param]


@pytest.fixture(scope="session")
def instalaciones(request, carpeta_comun, motores, worker_id, _claves_rapidas):
    """De dónde salen las aplicaciones de prueba: claves comunes y plantillas que se llenan una sola vez."""
    from tests.bases import aplicaciones
    from tests.bases.instalaciones import Instalaciones

    listas = Instalaciones(carpeta_comun)
    # Mientras un proceso llena la demostración en SQLite, el otro no lo espera: la llena en PostgreSQL.
    if worker_id == "gw1" and any(map(_con_la_demostracion_en_postgresql, request.session.items)):
        from tests.demostracion.plantilla import con_la_demostracion

        listas.llenar(motores["postgresql"], con_la_demostracion)
    yield listas
    aplicaciones.cerrar_todas()


def _con_la_demostracion_en_postgresql(prueba):
    vuelta = getattr(prueba, "callspec", None)
    return (
        "demostracion" in prueba.fixturenames
        and vuelta is not None
        and vuelta.params.get("motor") == "postgresql"
    )


@pytest.fixture
def app(motor, instalaciones, tmp_path):
    """Registro recién instalado (esquema, catálogos, una usuaria por rol) en una base propia de la prueba."""
    with instalaciones.copia(motor, plantillas.recien_instalada, tmp_path / "datos") as aplicacion:
        yield aplicacion


@pytest.fixture
def suelta(motor, instalaciones):
    """La misma, en una base que la prueba puede llevar y traer entre revisiones."""
    with instalaciones.suelta(motor, plantillas.recien_instalada) as aplicacion:
        yield aplicacion


@pytest.fixture
def contexto(app):
    """La prueba llama operaciones y consultas directamente, sin pasar por una pantalla."""
    with app.app_context():
        yield app


@pytest.fixture
def terminal(app):
    """`terminal("tabla", "mebog")` corre la orden en la base de la prueba; da `.exit_code`, `.stdout`…"""
    return terminal_de(app)


def terminal_de(app):
    """La terminal de esa instalación."""
    from click.testing import CliRunner

    from registro.cli import main

    config = app.config["REGISTRO"]
    entorno = {"REGISTRO_DATOS": str(config.datos), "REGISTRO_BASE": config.base}
    return lambda *orden: CliRunner(env=entorno).invoke(main, [str(parte) for parte in orden])


@pytest.fixture(scope="session")
def _claves_rapidas():
    """La huella de las contraseñas es lenta a propósito; en las pruebas sólo estorba."""
    from argon2 import PasswordHasher

    from registro.seguridad import claves_de_acceso

    with pytest.MonkeyPatch.context() as parche:
        rapido = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        parche.setattr(claves_de_acceso, "_argon", lambda: rapido)
        yield
