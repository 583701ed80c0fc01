"""Cuando ya no cabe nada más, la tableta no dice que sí."""

import pytest

pytestmark = pytest.mark.navegador

# Llenar un disco de verdad tomaría minutos: el navegador contesta lo mismo que si lo estuviera.
LLENO = """() => {
  for (const escribir of ["add", "put"]) {
    const propio = IDBObjectStore.prototype[escribir];
    IDBObjectStore.prototype[escribir] = function (...dato) {
      if (window.lleno) throw new DOMException("No cabe.", "QuotaExceededError");
      return propio.apply(this, dato);
    };
  }
}"""


def test_lo_que_no_cabe_no_se_da_por_registrado_y_lo_guardado_sigue(en_jornada, tarjetas):
    aparato = en_jornada
    primera, segunda = tarjetas(2)
    aparato.red(False)
    assert aparato.pasar(primera) == "Registrada"
    aparato.pagina.evaluate(LLENO)
    aparato.pagina.evaluate("window.lleno = true")
    aparato.pagina.keyboard.type(segunda)
    aparato.pagina.keyboard.press("Enter")
    aparato.pagina.locator("[data-dicho]").get_by_text("No hay espacio").wait_for()
    assert aparato.pagina.locator("[data-dicho] .palabra").inner_text() == "No se guardó"
    aparato.esperar_cuentas(1, 0, 0)
    assert aparato.pagina.locator("[data-total]").inner_text() == "1"

    aparato.pagina.evaluate("window.lleno = false")
    assert aparato.pasar(segunda) == "Registrada"
    aparato.red(True)
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."
    aparato.esperar_cuentas(2, 2, 2)
