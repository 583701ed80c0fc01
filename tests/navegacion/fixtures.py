"""Fixtures de navegación: un cliente que revisa cada página, y otro por rol."""

import pytest

from tests.navegacion.cliente import Cliente, entrar


@pytest.fixture
def cliente(app) -> Cliente:
    """Nadie ha entrado todavía."""
    return Cliente(app)


@pytest.fixture
def como(app):
    """`como("campo")` da un navegador en el que ya entró la usuaria de ese rol."""
    return lambda rol: entrar(Cliente(app), rol)
