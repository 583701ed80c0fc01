"""En un navegador: el lector escribe y da Entrar, sin tocar nada, y la pantalla cabe en la tableta."""

import pytest

from registro.asistencia.operaciones import recibir_lote
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas

pytestmark = pytest.mark.navegador


@pytest.fixture
def jornada(contexto):
    return crear_actividad()


def leer(pagina, codigo):
    """Como un lector por USB: teclas seguidas y Entrar, donde esté el cursor."""
    pagina.locator("#codigo:focus").wait_for()
    pagina.keyboard.type(codigo)
    with pagina.expect_navigation():
        pagina.keyboard.press("Enter")


def test_el_lector_registra_una_tras_otra_sin_tocar_la_pantalla(abrir, jornada):
    pagina = abrir("campo", "acostada")
    pagina.goto(f"/campo/{jornada}")
    for cuantas, codigo in enumerate(crear_tarjetas(3), start=1):
        leer(pagina, codigo)
        pagina.get_by_text("Tarjeta nueva. Puede entregarla.").wait_for()
        assert pagina.locator(".cuenta strong").inner_text() == str(cuantas)


def test_la_cuenta_se_pone_al_dia_sola_sin_borrar_lo_que_se_escribe(abrir, jornada):
    pagina = abrir("campo", "acostada")
    pagina.clock.install()
    pagina.goto(f"/campo/{jornada}")
    pagina.locator("#codigo:focus").wait_for()
    pagina.keyboard.type("R1-ABC")
    recibir_lote(ACTOR, [crear_lectura(jornada, codigo) for codigo in crear_tarjetas(5)])
    pagina.clock.run_for(46_000)
    pagina.locator(".cuenta", has_text="5 personas").wait_for()
    assert pagina.locator("#codigo:focus").input_value() == "R1-ABC"


@pytest.mark.parametrize("tamano", ["tableta", "acostada", "escritorio"])
def test_con_veredicto_todo_cabe_sin_desplazarse_y_lo_comun_es_lo_mas_ancho(abrir, jornada, tamano):
    pagina = abrir("campo", tamano)
    pagina.goto(f"/campo/{jornada}")
    (codigo,) = crear_tarjetas()
    for _ in range(2):
        leer(pagina, codigo)
        assert pagina.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth")
    mandos = pagina.locator(".mandos .boton").all()
    anchos = [mando.bounding_box()["width"] for mando in mandos]
    altos = [mando.bounding_box()["height"] for mando in mandos]
    assert mandos[0].inner_text() == "Sin tarjeta, sumar una"
    assert max(anchos) == anchos[0]
    assert min(altos) >= 64
