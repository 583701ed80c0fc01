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


INYECTADO = """async () => {
  const rechazados = [];
  const todos = new Promise((listo) => {
    document.addEventListener("securitypolicyviolation", (evento) => {
      if (rechazados.push(evento.effectiveDirective) === 3) listo();
    });
    setTimeout(listo, 5000);
  });
  document.body.insertAdjacentHTML("beforeend", `<img src="data:," onerror="window.corrio = 'en línea'">`);
  for (const guion of [{ src: "/estaticos/buscar.js" }, { textContent: "window.corrio = 'escrito'" }]) {
    document.body.append(Object.assign(document.createElement("script"), guion));
  }
  await todos;
  return [rechazados.sort(), window.corrio ?? null];
}"""


def test_lo_que_alguien_lograra_escribir_en_una_pagina_no_corre(chromium, servidor):
    """Ni escrito en ella ni llamando a un archivo de la casa: no lleva el número de la respuesta."""
    contexto = chromium.new_context(base_url=servidor)
    pagina = contexto.new_page()
    pagina.goto("/entrar")
    assert pagina.evaluate(INYECTADO) == [["script-src-attr", "script-src-elem", "script-src-elem"], None]
    contexto.close()
