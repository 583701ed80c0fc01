"""Una mesa técnica que también fue una jornada se liga con ella, y se puede desligar."""

import pytest

from registro.actividades import consultas
from tests.fabricas.actividades import crear


@pytest.fixture
def mesa(app):
    with app.app_context():
        return crear("mesa_tecnica", entidad_o_sector="Sector Mujeres", lugar="")


@pytest.fixture
def jornada(app):
    with app.app_context():
        return crear(fecha="14/03/2023")


def enviar(cliente, mesa, jornada):
    cliente.get(f"/actividades/{mesa}/jornada")
    return cliente.post(f"/actividades/{mesa}/jornada", {"jornada": jornada})


def test_se_liga_y_las_dos_lo_dicen(como, mesa, jornada):
    secretaria = como("secretaria")
    ligada = enviar(secretaria, mesa, jornada)
    assert "un total las cuenta una vez" in ligada.texto
    assert "Mesa técnica 1: Sector Mujeres" in secretaria.get(f"/actividades/{jornada}").texto


def test_se_desliga(como, app, mesa, jornada):
    secretaria = como("secretaria")
    enviar(secretaria, mesa, jornada)
    assert "No está ligada con ninguna jornada" in enviar(secretaria, mesa, "ninguna").texto
    with app.app_context():
        assert consultas.jornada_de_mesa(mesa) is None
        assert [paso.que for paso in consultas.historia(consultas.ficha(mesa))][:2] == [
            "la desligó de su jornada",
            "la ligó con una jornada",
        ]


def test_solo_se_ofrecen_jornadas_cercanas_y_vivas(como, app, mesa, jornada):
    with app.app_context():
        crear(fecha="14/12/2023")
        crear("encuentro", categoria="semillero")
    pagina = como("secretaria").get(f"/actividades/{mesa}/jornada").pagina
    ofrecidas = [e.get("value") for e in pagina.todos("input") if e.get("type") == "radio"]
    assert ofrecidas == [jornada, "ninguna"]


def test_lo_que_no_es_una_mesa_no_se_liga(como, jornada):
    respuesta = enviar(como("secretaria"), jornada, "ninguna")
    assert respuesta.estado == 400
    assert "Sólo una mesa técnica se liga con una jornada" in respuesta.texto


def test_una_jornada_que_no_esta_en_la_lista_no_se_acepta(como, mesa):
    assert enviar(como("secretaria"), mesa, "00000000-0000-4000-8000-000000000000").estado == 400
