"""Tarjetas en blanco: se emiten, se imprimen y el papel no dice de qué son."""

import io
import re

import pypdf
import pytest
import zxingcpp

from registro.personas.reglas import leer_codigo


def lote(cliente, **datos):
    return cliente.post("/administracion/tarjetas", {"nombre": "Mariposa", "cantidad": "12", **datos})


def hojas(cliente):
    pagina = cliente.get("/administracion/tarjetas").pagina.texto
    return cliente.post(re.search(r"/administracion/tarjetas/\d+/hojas", pagina)[0])


def test_el_papel_trae_los_códigos_y_nada_que_diga_de_qué_son(como):
    cliente = como("administracion")
    lote(cliente)
    pdf = pypdf.PdfReader(io.BytesIO(hojas(cliente).datos))
    texto = "\n".join(pagina.extract_text() for pagina in pdf.pages)
    assert len(pdf.pages) == 2
    assert len(re.findall(r"R1-\w{5}\s\w{5}\s\w{5}-\w\w", texto)) == 12
    assert "Mariposa" not in texto
    assert "serie E-" in texto
    assert "Impresión de tarjetas" in pdf.metadata["/Subject"]
    for palabra in ("Mujer", "ASP", "Casa", "Secretar", "Bogot", "Registro"):
        assert palabra not in texto


def test_los_qr_del_papel_se_leen_y_son_los_códigos_impresos(tmp_path, como):
    import typst
    from PIL import Image

    from registro.escritores import tarjetas as modulo

    codigos = ["R1-9PEPV-99EW3-VQYSE-TB"]
    fuente = modulo._HOJA.encode()
    datos = modulo.datos(codigos, "Lote 1")
    imagen = typst.compile(fuente, format="png", ppi=150, sys_inputs=datos, ignore_system_fonts=True)
    leidos = zxingcpp.read_barcodes(Image.open(io.BytesIO(imagen)))
    assert [leido.text for leido in leidos] == [codigos[0].replace("-", "")]


@pytest.mark.parametrize("cantidad", ["0", "-3", "20.001", "muchas", ""])
def test_una_cantidad_imposible_se_explica_y_no_emite(como, cantidad):
    cliente = como("administracion")
    assert lote(cliente, cantidad=cantidad).estado == 400
    assert "Todavía no hay lotes" in cliente.get("/administracion/tarjetas").texto


def test_por_terminal_salen_un_código_por_línea_y_un_pdf(terminal, tmp_path):
    emitidos = terminal("credenciales", "emitir", "5", "--lote", "A")
    assert "serie: E-" in emitidos.stderr
    codigos = emitidos.stdout.split()
    assert len({leer_codigo(codigo) for codigo in codigos}) == 5
    repetido = terminal("credenciales", "emitir", "5", "--lote", "A")
    assert repetido.exit_code == 1
    assert "Ya hay un lote" in repetido.stderr
    salida = tmp_path / "hojas.pdf"
    terminal("credenciales", "emitir", "3", "--formato", "pdf", "--salida", salida)
    assert salida.read_bytes().startswith(b"%PDF")


def test_una_cantidad_que_no_es_entera_se_explica_como_en_las_demas_pantallas(como):
    respuesta = lote(como("administracion"), cantidad="2,5")
    assert respuesta.estado == 400
    assert "valor entero válido" not in respuesta.texto
    assert "«2,5»" in respuesta.texto
    assert "1.200" in lote(como("administracion"), cantidad="1.200").texto
