"""Dos tabletas que no se ven leen la misma tarjeta; y el archivo sellado de una lo entrega la otra."""

import pytest

pytestmark = pytest.mark.navegador

LOTES = "/api/v1/lotes"


def test_la_misma_tarjeta_en_dos_tabletas_cuenta_una_vez_y_cada_una_lo_sabe(
    tableta, invitar, jornada, tarjetas, conteo
):
    [codigo] = tarjetas(1)
    una = tableta().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    una.red(False)
    assert una.pasar(codigo) == "Registrada"
    otra = tableta().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    assert otra.pasar(codigo) == "Registrada"
    otra.esperar_cuentas(1, 1, 1)
    otra.apagar()
    una.red(True)
    una.enviar()
    una.esperar_cuentas(1, 1, 0)
    assert conteo().nominales == 1


def test_sin_red_lo_sellado_pasa_en_un_archivo_a_otra_tableta_que_lo_entrega(
    tableta, servidor, invitar, jornada, tarjetas, conteo, tmp_path
):
    una = tableta().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    una.red(False)
    codigos = tarjetas(3)
    assert {una.pasar(codigo) for codigo in codigos} == {"Registrada"}
    archivo = una.exportar(tmp_path)
    assert not [codigo for codigo in codigos if codigo in archivo.read_text(encoding="utf-8")]

    otra = tableta().encender().inscribir(invitar()).empezar_turno().abrir("Alameda")
    otra.pagina.locator("#conexion").click()
    otra.pagina.get_by_label("Recibir un archivo").set_input_files(archivo)
    otra.pagina.get_by_text("Se recibieron 3 piezas de otra tableta").wait_for()
    otra.pagina.locator("#volver").click()
    otra.enviar()
    assert conteo().nominales == 3
    otra.apagar()
    una.pagina.locator("#volver").click()
    una.red(True)
    assert una.enviar() == "Todo lo guardado aquí fue recibido."
    una.esperar_cuentas(3, 3, 3)
    assert conteo().nominales == 3
