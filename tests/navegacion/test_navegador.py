"""Chromium entra igual que una persona, y no sale de esta máquina."""

import pytest

pytestmark = pytest.mark.navegador


def test_una_persona_entra_con_el_teclado(abrir):
    pagina = abrir()
    pagina.goto("/entrar")
    pagina.get_by_label("Usuario").focus()
    pagina.keyboard.type("administracion")
    pagina.keyboard.press("Tab")
    pagina.keyboard.type("no es la clave")
    pagina.keyboard.press("Enter")
    pagina.locator("main").get_by_text("no coinciden").wait_for()
    assert pagina.get_by_label("Usuario").input_value() == "administracion"


@pytest.mark.parametrize("tamano", ["tableta", "escritorio"])
def test_la_cuenta_propia_cabe_a_lo_ancho(abrir, tamano):
    pagina = abrir("administracion", tamano)
    pagina.goto("/cuenta")
    assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
