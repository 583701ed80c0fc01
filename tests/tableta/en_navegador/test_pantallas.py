"""Cada pantalla de la tableta se entiende sin ver, cabe acostada y de pie, y se puede tocar con el pulgar."""

import re

import pytest

from tests.navegacion.accesible import con_axe, reclamos

pytestmark = pytest.mark.navegador

ENCIMA = ("Sumar varias", "Escribir código", "Más")
# Lo que se toca mide por lo menos 44 px de lado.
CHICOS = """() => [...document.querySelectorAll("main button, main label.ficha, header button")]
  .filter((quien) => quien.checkVisibility())
  .map((quien) => [quien.innerText, quien.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 44)
  .map(([texto]) => texto)"""


def revisar(aparato, nombre):
    pagina = aparato.pagina
    for ancho, alto in ((1280, 800), (800, 1280)):
        pagina.set_viewport_size({"width": ancho, "height": alto})
        assert pagina.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{nombre} no cabe a lo ancho"
        )
        assert pagina.evaluate(CHICOS) == [], nombre
    assert reclamos(pagina) == [], nombre


def test_cada_pantalla_se_entiende_sin_ver_y_cabe(tableta, invitar, jornada, tarjetas):
    aparato = tableta().encender()
    con_axe(aparato.pagina).goto("/campo/tableta")
    aparato.boton("Inscribir la tableta").wait_for()
    revisar(aparato, "inscribir")
    aparato.boton("Inscribir la tableta").click()
    falta = "document.querySelector('#inscripcion').validationMessage"
    assert aparato.pagina.evaluate(falta) == "Falta este dato. Escríbalo."
    aparato.pagina.get_by_label("Código de inscripción").fill(invitar())
    aparato.boton("Inscribir la tableta").click()
    aparato.boton("Empezar el turno").wait_for()
    revisar(aparato, "turno")
    aparato.empezar_turno().boton("Alameda").wait_for()
    revisar(aparato, "actividades")
    aparato.abrir("Alameda")
    assert aparato.pasar(tarjetas(1)[0]) == "Registrada"
    aparato.pagina.locator("#guardadas + span", has_text=re.compile("^guardada aquí$")).wait_for()
    revisar(aparato, "lectura")
    for nombre in ENCIMA:
        aparato.boton(nombre).click()
        revisar(aparato, nombre)
        aparato.pagina.locator("#volver").click()
    aparato.boton("+ servicio o remisión").click()
    revisar(aparato, "servicios")
    aparato.pagina.locator("#volver").click()
    aparato.boton("Preguntas opcionales").click()
    aparato.boton("Sí, autoriza").click()
    revisar(aparato, "preguntas")
    aparato.boton("Es menor de 18 años").click()
    aparato.boton("Volver a leer").wait_for()
    revisar(aparato, "ruta de protección")
    assert "No se registró a nadie" in aparato.pagina.locator("main").inner_text()
    aparato.boton("Volver a leer").click()
    assert aparato.pagina.locator("[data-total]").inner_text() == "0"
