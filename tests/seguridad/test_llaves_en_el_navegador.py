"""La llave de acceso, en Chromium con un autenticador simulado: se añade, se entra con ella y se quita."""

import pytest

from tests.navegacion.navegador import entrar_en

pytestmark = pytest.mark.navegador
AUTENTICADOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def por_su_nombre(chromium, servidor):
    """Una página que llega por «localhost»: por una dirección de números no hay llaves."""
    contexto = chromium.new_context(base_url=servidor.replace("127.0.0.1", "localhost"), locale="es-CO")
    pagina = contexto.new_page()
    dueno = contexto.new_cdp_session(pagina)
    dueno.send("WebAuthn.enable")
    dueno.send("WebAuthn.addVirtualAuthenticator", {"options": AUTENTICADOR})
    yield pagina
    contexto.close()


def test_la_llave_se_anade_se_entra_con_ella_y_se_quita(por_su_nombre):
    pagina = entrar_en(por_su_nombre, "analista")
    pagina.goto("/cuenta")
    pagina.get_by_role("button", name="Añadir una llave de este equipo").click()
    pagina.get_by_text("La llave de acceso quedó guardada").wait_for()
    pagina.get_by_role("button", name="Salir").click()
    pagina.get_by_role("button", name="Entrar con llave de acceso").click()
    pagina.wait_for_url(lambda url: "/entrar" not in url)
    pagina.goto("/cuenta")
    assert "usada" in pagina.content()
    pagina.get_by_role("button", name="Quitar").click()
    pagina.get_by_text("La llave ya no sirve para entrar").wait_for()
    pagina.get_by_role("button", name="Salir").click()
    pagina.get_by_role("button", name="Entrar con llave de acceso").click()
    pagina.get_by_role("heading", name="No se pudo hacer").wait_for()
    assert "Entre con su contraseña" in pagina.content()


def test_por_una_direccion_de_numeros_no_se_ofrecen(abrir):
    pagina = abrir()
    pagina.goto("/entrar")
    assert pagina.get_by_role("button", name="Entrar con llave de acceso").count() == 0
