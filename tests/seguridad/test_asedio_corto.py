"""El asedio, en corto y en este mismo proceso: nada de lo que nadie espera tumba el servidor."""

from argparse import Namespace

import pytest

from registro.indicadores.reportes import operaciones as reportes
from registro.indicadores.reportes.periodos import Periodo
from tests.fabricas.reportes import ANALISTA, crear_producto
from tests.rendimiento.asedio.fuego import Atacante
from tests.rendimiento.asedio.instalacion import Asedio
from tests.rendimiento.asedio.oficios import OFICIOS
from tests.rendimiento.asedio.puerta import PuertaDeAdentro

ENTRADAS, VECES = 80, 1


@pytest.fixture
def asedio(app, monkeypatch):
    monkeypatch.setattr(Asedio, "puerta_de", PuertaDeAdentro)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        crear_producto()
        reportes.poner_regla(ANALISTA, Periodo(2023, 4), 10, "Circular 5")
    return Asedio(app, Namespace(entradas=ENTRADAS, semilla=7))


def test_textos_lotes_archivos_y_formularios_envenenados_no_tumban_nada_y_lo_confirmado_queda(
    asedio, terminal
):
    oficios = [oficio(asedio) for oficio in OFICIOS]
    for oficio in oficios:
        oficio.intentar(VECES + 1)
    Atacante(asedio, 1).run()
    assert asedio.gastadas >= ENTRADAS
    assert not asedio.malas
    for oficio in oficios:
        assert asedio.perdidas(oficio) == [], type(oficio).__name__
    assert terminal("base", "verificar").exit_code == 0
