"""Lo que el servidor no quiere queda a la vista, se reintenta, se exporta y la secretaría lo recibe."""

import base64
import re
from io import BytesIO

import pytest

pytestmark = pytest.mark.navegador

GUARDADAS = """() => new Promise((listo) => {
  indexedDB.open("notas").onsuccess = ({ target: { result: base } }) => {
    base.transaction("piezas").objectStore("piezas").getAll().onsuccess = ({ target }) => {
      base.close();
      listo(target.result.map(({ id }) => id));
    };
  };
})"""


def recibo_de(secretaria, archivo):
    """Lo que hace la secretaría: sube el archivo y descarga el recibo."""
    subido = {"archivo": [(BytesIO(archivo.read_bytes()), archivo.name)]}
    pagina = secretaria.post("/bandeja/archivo", subido)
    assert pagina.estado == 200, pagina.texto
    return base64.b64decode(re.search(r'href="data:application/json;base64,([^"]+)"', pagina.cruda.text)[1])


def test_lo_apartado_se_ve_se_reintenta_y_sale_en_un_archivo_que_la_secretaria_recibe(
    en_jornada, servidor, tarjetas, conteo, como, tmp_path
):
    aparato = en_jornada
    aparato.red(False)
    assert {aparato.pasar(codigo) for codigo in tarjetas(3)} == {"Registrada"}
    _, mala, _ = aparato.pagina.evaluate(GUARDADAS)
    servidor.malas.add(mala)
    aparato.red(True)
    assert aparato.enviar().startswith("Lo demás fue recibido")
    aparato.esperar_cuentas(3, 2, 2)
    assert aparato.pagina.locator("#conexion").inner_text() == "Con apartadas"

    aparato.pagina.locator("#conexion").click()
    aparato.pagina.get_by_text("Una lectura no se entiende. 1 intento.").wait_for()
    aparato.boton("Reintentar").click()
    aparato.boton("Enviar ahora").click()
    aparato.pagina.get_by_text("Una lectura no se entiende.").wait_for()
    archivo = aparato.exportar(tmp_path)
    aparato.pagina.get_by_text("El archivo lleva 1 pieza sellada").wait_for()
    aparato.esperar_cuentas(3, 2, 2)

    recibo = tmp_path / "recibo.json"
    recibo.write_bytes(recibo_de(como("secretaria"), archivo))
    aparato.pagina.get_by_label("Recibir un archivo").set_input_files(recibo)
    aparato.pagina.get_by_text("El recibo es bueno: 1 pieza recibida.").wait_for()
    aparato.esperar_cuentas(3, 3, 3)
    assert (conteo().nominales, aparato.pagina.evaluate(GUARDADAS)) == (3, [])
