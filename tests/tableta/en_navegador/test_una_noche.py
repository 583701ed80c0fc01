"""Una noche: se inscribe con la cámara, queda sin red, se recarga, se apaga, y todo cuenta una vez."""

import pytest

from tests.tableta.en_navegador.camara import grabar
from tests.tableta.en_navegador.servidor import portal

pytestmark = pytest.mark.navegador

CON_LA_CAMARA = 6


def test_lo_leido_sin_red_sobrevive_a_todo_y_se_cuenta_una_vez(
    tableta_entera, servidor, invitar, jornada, tarjetas, conteo, tmp_path
):
    primera, segunda, tercera, cuarta, quinta, *demas = tarjetas(5 + CON_LA_CAMARA)
    inscripcion = grabar(tmp_path / "qr.mjpeg", [f"{servidor.direccion}/campo/tableta#inscribir={invitar()}"])
    # También en un navegador que no sabe entregar los cuadros al lector sin pasar por la pantalla.
    aparato = tableta_entera().encender(inscripcion, al_abrir="delete window.MediaStreamTrackProcessor")
    aparato.pagina.goto("/campo/tableta")
    aparato.empezar_turno().abrir("Alameda").apagar()

    aparato.encender().pagina.goto("/campo/tableta")
    aparato.desbloquear()
    assert [aparato.pasar(codigo) for codigo in (primera, segunda)] == ["Registrada", "Registrada"]
    aparato.esperar_cuentas(2, 2, 2)
    aparato.red(False)
    servidor.apagar()
    assert aparato.pasar(tercera) == "Registrada"
    aparato.pagina.reload()
    aparato.desbloquear()
    aparato.esperar_cuentas(3, 2, 2)
    assert aparato.pasar(primera).startswith("Ya estaba")

    muere_guardando_y_abre_otra_vez(aparato, cuarta, quinta)
    aparato.esperar_cuentas(5, 2, 2)
    aparato.apagar()

    aparato.encender(grabar(tmp_path / "cartas.mjpeg", demas), red=False)
    aparato.pagina.goto("/campo/tableta")
    aparato.desbloquear().esperar_personas(5 + CON_LA_CAMARA)
    servidor.prender(portal)
    aparato.red(True)
    assert "pide aceptar condiciones" in aparato.enviar()
    aparato.esperar_cuentas(5 + CON_LA_CAMARA, 2, 2)

    servidor.apagar()
    servidor.prender()
    assert aparato.enviar() == "Todo lo guardado aquí fue recibido."
    aparato.esperar_cuentas(5 + CON_LA_CAMARA, 5 + CON_LA_CAMARA, 5 + CON_LA_CAMARA)
    assert conteo().nominales == 5 + CON_LA_CAMARA


def muere_guardando_y_abre_otra_vez(aparato, vista, en_duda):
    """Al navegador lo matan en mitad de una escritura: lo que mostró ✓ está, y lo otro se puede repetir."""
    assert aparato.pasar(vista) == "Registrada"
    se_vio = aparato.matar_al_guardar(en_duda)
    aparato.encender(red=False).pagina.goto("/campo/tableta")
    aparato.desbloquear()
    assert aparato.pasar(vista).startswith("Ya estaba")
    otra_vez = aparato.pasar(en_duda)
    assert otra_vez.startswith("Ya estaba") or (not se_vio and otra_vez == "Registrada")
