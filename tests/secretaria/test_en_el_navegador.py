"""Las pantallas de la secretaría caben en la tableta y en el escritorio, y «/» lleva a buscar."""

import pytest

from tests.fabricas.actividades import crear

pytestmark = pytest.mark.navegador


def test_la_barra_inclinada_lleva_a_buscar_y_dentro_se_escribe(app, abrir):
    with app.app_context():
        crear()
    pagina = abrir("secretaria")
    pagina.goto("/actividades")
    pagina.keyboard.press("/")
    pagina.keyboard.type("mariposa/")
    assert pagina.get_by_label("Buscar").input_value() == "mariposa/"
    pagina.keyboard.press("Backspace")
    pagina.keyboard.press("Enter")
    pagina.get_by_text("1 actividad cumple").wait_for()


@pytest.mark.parametrize("tamano", ["tableta", "acostada", "escritorio"])
def test_las_pantallas_caben_a_lo_ancho(app, abrir, tamano):
    with app.app_context():
        sesion = crear("zesai", agenda="Presentación de la alerta temprana y del plan de trabajo " * 3)
        mesa = crear("mesa_tecnica", entidad_o_sector="Mesa interinstitucional " * 8)
    pagina = abrir("secretaria", tamano)
    for ruta in ("", "/nueva", "/nueva/encuentro", f"/{sesion}", f"/{mesa}", f"/{mesa}/corregir"):
        pagina.goto(f"/actividades{ruta}")
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), ruta
