"""Fixtures de navegación: un cliente que revisa cada página, y un Chromium para lo que sólo él ve."""

import pytest
from playwright.sync_api import sync_playwright

from tests.navegacion.cliente import Cliente, entrar
from tests.navegacion.navegador import TAMANOS, abrir_chromium, servir

POLITICA = "Content Security Policy"  # así empieza Chromium a decir que no corre algo


@pytest.fixture
def cliente(app) -> Cliente:
    """Nadie ha entrado todavía."""
    return Cliente(app)


@pytest.fixture
def como(app):
    """`como("campo")` da un cliente en el que ya entró ese rol; otra sesión suya la da `entrar`."""
    entradas = app.config["ENTRADAS"]
    return lambda rol: Cliente(app, entradas[rol]) if rol in entradas else entrar(Cliente(app), rol)


@pytest.fixture(scope="session")
def playwright_vivo():
    """Uno por proceso: dos a la vez no caben."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_vivo):
    navegador = abrir_chromium(playwright_vivo)
    yield navegador
    navegador.close()


@pytest.fixture
def servidor(app):
    """La dirección de la aplicación de la prueba, servida de verdad."""
    with servir(app) as direccion:
        yield direccion


@pytest.fixture
def abrir(chromium, servidor, como):
    """`abrir("campo", "tableta")` da una página de ese tamaño en la que ya entró ese rol (o nadie)."""
    contextos, rechazos = [], []

    def _abrir(rol=None, tamano="escritorio"):
        ancho, alto = TAMANOS[tamano]
        contexto = chromium.new_context(
            base_url=servidor, viewport={"width": ancho, "height": alto}, locale="es-CO"
        )
        contextos.append(contexto)
        pagina = contexto.new_page()
        pagina.on("console", lambda dicho: POLITICA in dicho.text and rechazos.append(dicho.text))
        if rol:
            contexto.add_cookies([como(rol).galleta(servidor)])
            pagina.goto("/")
        return pagina

    yield _abrir
    for contexto in contextos:
        contexto.close()
    assert not rechazos, "el navegador no dejó correr algo de la casa"
