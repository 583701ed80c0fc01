"""Una aplicación mínima que sólo sabe dibujar."""

import pytest
from flask import Flask

from registro import rutas
from registro.web import presentacion
from tests.navegacion.paginas import Pagina


@pytest.fixture
def dibujar():
    """`dibujar("{{ … }}", dato=…)` da la página donde queda puesto ese trozo de plantilla."""
    app = Flask(__name__, template_folder=str(rutas.plantillas()), static_folder=None)
    app.jinja_env.globals["csrf_token"] = lambda: "abc"
    presentacion.instalar(app)

    def _dibujar(trozo: str, **datos) -> Pagina:
        cuerpo = app.jinja_env.from_string(trozo).render(**datos)
        return Pagina(
            f'<!doctype html><html lang="es"><head><title>Prueba</title></head>'
            f"<body><h1>Prueba</h1>{cuerpo}</body></html>"
        )

    return _dibujar
