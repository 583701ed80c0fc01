"""La versión nueva se descarga y espera: ni recargar ni cerrar el navegador la pone con algo por enviar."""

import pytest

from registro.web import pwa

pytestmark = pytest.mark.navegador

LOTES = "/api/v1/lotes"


@pytest.fixture
def publicar(monkeypatch):
    """`publicar("b")` pone en el servidor una versión distinta de la tableta."""
    guion = pwa._guion_del_lector

    def _publicar(marca):
        monkeypatch.setattr(pwa, "_guion_del_lector", lambda: f"{guion()}// {marca}\n")
        pwa.version.cache_clear()

    yield _publicar
    monkeypatch.undo()
    pwa.version.cache_clear()


def test_con_la_cola_llena_la_version_nueva_espera_a_que_alguien_la_pida(
    tableta_entera, invitar, jornada, servidor, tarjetas, publicar, conteo
):
    aparato = tableta_entera().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    propia = aparato.version()
    servidor.sordo = LOTES
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    publicar("b")

    aparato.pagina.reload()
    aparato.desbloquear()
    aparato.boton("Más").click()
    aparato.boton("Cambiar de actividad").click()
    aviso = aparato.pagina.locator("#version-nueva")
    aviso.get_by_text("Se instala cuando todo lo guardado aquí haya sido recibido").wait_for()
    assert not aviso.get_by_role("button").is_visible()
    assert aparato.version() == propia

    aparato.apagar()
    aparato.encender().pagina.goto("/campo/tableta")
    assert aparato.version() == propia
    aparato.desbloquear().esperar_cuentas(1, 0, 0)

    servidor.sordo = ""
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."
    aparato.boton("Actualizar ahora").click()
    aparato.pagina.wait_for_function(
        "(propia) => document.documentElement.dataset.version !== propia", arg=propia
    )
    aparato.desbloquear().abrir("Alameda").esperar_cuentas(1, 1, 1)
    assert conteo().nominales == 1
