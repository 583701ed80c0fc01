"""El sitio: sesenta tarjetas por la cámara, «registro servir» en su propio proceso y todo lo que sale mal.

Tarda un par de minutos y sólo corre si se pide: bash .ci/pruebas tests/tableta/en_navegador --sitio
"""

import random
import time

import pytest

from tests.tableta.en_navegador.camara import grabar
from tests.tableta.en_navegador.servidor import portal
from tests.tableta.en_navegador.servidor_de_verdad import ServidorDeVerdad

pytestmark = [pytest.mark.navegador, pytest.mark.lento]

TODAS = 60
MINUTOS_DE_CAMARA = 4 * 60_000
CORTES = 4


@pytest.fixture
def servidor(request, app):
    if not request.config.getoption("--sitio", default=False):
        pytest.skip("el sitio se pide con --sitio")
    vivo = ServidorDeVerdad(app).prender()
    yield vivo
    vivo.apagar()


def test_sesenta_tarjetas_y_ninguna_se_pierde_ni_se_dobla(
    tableta_entera, servidor, invitar, jornada, tarjetas, conteo, tmp_path
):
    primera, segunda, *demas = tarjetas(TODAS)
    video = grabar(tmp_path / "tarjetas.mjpeg", demas, cuadros=10, vacios=2)
    aparato = tableta_entera().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    assert [aparato.pasar(codigo) for codigo in (primera, segunda)] == ["Registrada", "Registrada"]
    aparato.esperar_cuentas(2, 2, 2)
    aparato.apagar()

    servidor.matar()
    aparato.encender(video, red=False).pagina.goto("/campo/tableta")
    for hasta in (20, 40, TODAS):
        aparato.desbloquear().esperar_personas(hasta, MINUTOS_DE_CAMARA)
        aparato.pagina.reload()
    aparato.apagar()

    aparato.encender(red=False).pagina.goto("/campo/tableta")
    aparato.desbloquear().esperar_cuentas(TODAS, 2, 2)
    servidor.prender(portal)
    aparato.red(True)
    assert "pide aceptar condiciones" in aparato.enviar()
    servidor.apagar()

    azar = random.Random(60)
    for _ in range(CORTES):
        servidor.prender()
        aparato.pagina.locator("#conexion").click()
        aparato.boton("Enviar ahora").click()
        time.sleep(azar.uniform(0.01, 0.15))
        servidor.matar()
        aparato.pagina.locator("#volver").click()
    servidor.prender()
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."
    aparato.esperar_cuentas(TODAS, TODAS, TODAS)
    assert (conteo().nominales, conteo().anonimas, conteo().por_revisar) == (TODAS, 0, 0)
