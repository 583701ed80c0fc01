"""Fixtures de base de datos: toda prueba que pida `motor` (o `app`) corre en SQLite y en PostgreSQL."""

from pathlib import Path

import pytest
from filelock import FileLock

from tests.bases.motores import MOTORES


def pytest_addoption(parser):
    parser.addoption(
        "--motor", choices=sorted(MOTORES), action="append", help="sólo este motor (por defecto, todos)"
    )


def pytest_generate_tests(metafunc):
    if "motor" in metafunc.fixturenames:
        motores = metafunc.config.getoption("motor") or list(MOTORES)
        metafunc.parametrize("motor", motores, indirect=True, scope="session")


@pytest.fixture(scope="session")
def carpeta_comun(tmp_path_factory, worker_id) -> Path:
    """Una carpeta por sesión, la misma para todos los procesos de pytest."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def motor(request, carpeta_comun):
    """El motor de base de datos de esta vuelta."""
    with FileLock(carpeta_comun / f"{request.param}.candado"):
        return MOTORES[request.param](carpeta_comun)
