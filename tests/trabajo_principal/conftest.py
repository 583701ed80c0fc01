"""Aquí `app` es la demostración: la misma para todas las pruebas que sólo leen."""

import json

import pytest

from tests.demostracion.plantilla import con_la_demostracion


@pytest.fixture(scope="session")
def demostracion(motor, instalaciones, tmp_path_factory):
    """La demostración cargada, una vez por motor."""
    datos = tmp_path_factory.mktemp("demostracion") / "datos"
    with instalaciones.copia(motor, con_la_demostracion, datos) as aplicacion:
        yield aplicacion


@pytest.fixture
def app(demostracion):
    """La de todos; una prueba que escriba pide `app_propia`."""
    return demostracion


@pytest.fixture
def datos_reales():
    """`datos_reales("jornadas_2023.csv")` da las filas o el JSON de ese archivo."""
    from registro.intercambio.demostracion.fuentes import leer_filas, leer_json

    return lambda archivo: leer_json(archivo) if archivo.endswith(".json") else leer_filas(archivo)


@pytest.fixture
def tabla(terminal):
    """`tabla("mebog", …)` es el JSON de la orden."""

    def pedir(nombre, *opciones):
        dicho = terminal("tabla", nombre, "--formato", "json", *opciones)
        assert dicho.exit_code == 0, dicho.stderr
        return json.loads(dicho.stdout)

    return pedir
