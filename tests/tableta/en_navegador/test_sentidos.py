"""La cámara alumbra y cambia de lente; cada respuesta suena, vibra y se anuncia a quien no ve la pantalla."""

import pytest

pytestmark = pytest.mark.navegador

# Dos cámaras, con linterna, y un oído para lo que suena y vibra.
APARATOS = """{
  window.visto = { linterna: [], lentes: [], tonos: [], vibra: [] };
  const pista = MediaStreamTrack.prototype, propias = pista.getCapabilities;
  pista.getCapabilities = function () { return { ...propias.call(this), torch: true }; };
  pista.applyConstraints = async ({ advanced }) => { visto.linterna.push(advanced[0].torch); };
  const pedir = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (pedido) => {
    visto.lentes.push(pedido.video.facingMode.ideal);
    return pedir(pedido);
  };
  navigator.mediaDevices.enumerateDevices = async () => [{ kind: "videoinput" }, { kind: "videoinput" }];
  navigator.vibrate = (patron) => visto.vibra.push(patron);
  const Oscilador = OscillatorNode;
  window.OscillatorNode = class extends Oscilador {
    constructor(audio, opciones) { super(audio, opciones); visto.tonos.push(opciones.frequency); }
  };
}"""


def test_alumbra_cambia_de_lente_suena_vibra_y_se_anuncia(tableta, invitar, jornada, tarjetas):
    aparato = tableta().encender(al_abrir=APARATOS).inscribir(invitar()).empezar_turno()
    aparato.abrir("Alameda")
    aparato.boton("Linterna").click()
    aparato.pagina.get_by_role("button", name="Linterna", pressed=True).click()
    aparato.pagina.get_by_role("button", name="Linterna", pressed=False).wait_for()
    aparato.boton("Cambiar cámara").click()
    aparato.pagina.wait_for_function("visto.lentes.at(-1) === 'user'")
    [codigo] = tarjetas(1)
    assert aparato.pasar(codigo) == "Registrada"
    otra = codigo[:-1] + ("0" if codigo[-1] != "0" else "1")
    assert aparato.pasar(otra) != "Registrada"
    dicho = aparato.pagina.locator("[data-dicho]")
    assert (dicho.get_attribute("role"), dicho.get_attribute("aria-live")) == ("status", "assertive")
    visto = aparato.pagina.evaluate("visto")
    assert visto["linterna"] == [True, False]
    assert visto["lentes"][-2:] == ["environment", "user"]
    assert visto["tonos"] == [1320, 300, 220]
    assert visto["vibra"] == [[70], [250, 80, 250]]
