"""Tabletas en Chromium contra un servidor que se apaga y vuelve. Basta un motor: se prueba la tableta."""

import pytest

from tests.bases import plantillas
from tests.bases.motores import EnSqlite
from tests.fabricas.campo import ACTOR, crear_actividad, crear_tarjetas
from tests.navegacion.navegador import abrir_chromium
from tests.tableta.en_navegador.aparato import CAMARA, Aparato, AparatoEntero
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


@pytest.fixture(scope="session")
def navegador(playwright_vivo):
    """Uno, con cámara de mentira, para todas las que no se apagan ni dejan rastro que mirar."""
    abierto = abrir_chromium(playwright_vivo, *CAMARA)
    yield abierto
    abierto.close()


@pytest.fixture
def todas():
    """Las tabletas de la prueba: al terminar se apagan, y ninguna tuvo un error que nadie viera."""
    encendidas = []
    yield encendidas
    for aparato in encendidas:
        aparato.apagar()
        assert aparato.errores == []


@pytest.fixture
def tableta(navegador, servidor, todas):
    """`tableta()` da una tableta apagada."""

    def nueva():
        todas.append(Aparato(servidor.direccion, navegador))
        return todas[-1]

    return nueva


@pytest.fixture
def tableta_entera(playwright_vivo, servidor, todas, tmp_path):
    """`tableta_entera()` da una con su propia carpeta: se apaga y vuelve, y se mira lo que guardó."""

    def nueva(*opciones):
        carpeta = tmp_path / f"tableta-{len(todas)}"
        todas.append(AparatoEntero(servidor.direccion, playwright_vivo, carpeta, *opciones))
        return todas[-1]

    return nueva


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
