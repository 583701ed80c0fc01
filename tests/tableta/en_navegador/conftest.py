"""Tabletas en Chromium contra un servidor que se apaga y vuelve. Basta un motor: se prueba la tableta."""

import pytest

from tests.bases import plantillas
from tests.bases.motores import EnSqlite
from tests.fabricas.campo import ACTOR, crear_actividad, crear_tarjetas
from tests.tableta.en_navegador.aparato import Aparato
from tests.tableta.en_navegador.servidor import Servidor


def pytest_addoption(parser):
    parser.addoption("--sitio", action="store_true", help="también el sitio largo de la tableta")


@pytest.fixture
def app(instalaciones, carpeta_comun, tmp_path):
    motor = EnSqlite(carpeta_comun)
    with instalaciones.copia(motor, plantillas.recien_instalada, tmp_path / "datos") as aplicacion:
        yield aplicacion


@pytest.fixture
def servidor(app):
    vivo = Servidor(app).prender()
    yield vivo
    vivo.apagar()


@pytest.fixture
def jornada(app):
    """La jornada abierta en «Alameda»."""
    with app.app_context():
        return crear_actividad(lugar="Alameda")


@pytest.fixture
def tarjetas(app):
    """`tarjetas(8)` emite ocho y da sus códigos."""

    def emitir(cuantas):
        with app.app_context():
            return list(crear_tarjetas(cuantas))

    return emitir


@pytest.fixture
def invitar(app):
    """`invitar()` da un código de inscripción nuevo."""
    from registro.seguridad.dispositivos import operaciones

    def _invitar():
        with app.app_context():
            return operaciones.invitar(ACTOR, "Tableta").codigo

    return _invitar


@pytest.fixture
def tableta(playwright_vivo, servidor, tmp_path):
    """`tableta()` da una tableta apagada, con su propia carpeta."""
    todas = []

    def nueva(*opciones):
        carpeta = tmp_path / f"tableta-{len(todas)}"
        aparato = Aparato(playwright_vivo, carpeta, servidor.direccion, *opciones)
        todas.append(aparato)
        return aparato

    yield nueva
    for aparato in todas:
        aparato.apagar()
        assert aparato.errores == []


@pytest.fixture
def en_jornada(tableta, invitar, jornada):
    """Una tableta inscrita, con turno y leyendo en «Alameda»."""
    return tableta().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")


@pytest.fixture
def conteo(app, jornada):
    """`conteo()` dice lo que el servidor tiene contado en la jornada."""
    from registro.actividades import consultas as de_actividades
    from registro.asistencia import consultas

    def _conteo():
        with app.app_context():
            return consultas.conteo(de_actividades.ficha(jornada).id)

    return _conteo
