"""El DOCX se abre en Word con estilos, índices, rótulos y notas de verdad."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from registro.escritores import documento as d
from registro.escritores import en_docx
from registro.tabla import Celda
from tests.escritores.documentos import ALTERNATIVO, crear_documento
from tests.escritores.tablas import crear_tabla


@pytest.fixture(scope="module")
def paquete():
    return en_docx.escribir(crear_documento())


@pytest.fixture(scope="module")
def leido(paquete):
    return docx.Document(io.BytesIO(paquete))


def parte(paquete, nombre):
    with zipfile.ZipFile(io.BytesIO(paquete)) as zip_:
        return zip_.read(nombre).decode()


def con_estilo(leido, estilo):
    return [parrafo.text for parrafo in leido.paragraphs if parrafo.style.name == estilo]


def test_los_titulos_y_rotulos_llevan_los_estilos_de_word(leido):
    assert con_estilo(leido, "Heading 1") == ["Presentación", "Contexto", "Créditos"]
    assert con_estilo(leido, "Heading 2") == ["Antes", "Anexo ancho"]
    assert con_estilo(leido, "Title") == ["Balance <de> la política & «más»"]
    assert con_estilo(leido, "Caption") == [
        *("Tabla 1. Asistencia a la mesa", "Figura 1. Productos por color", "Tabla 2. Otra")
    ]
    assert con_estilo(leido, "List Bullet") == ["uno", "dos"]
    assert (
        con_estilo(leido, "Fuente")[1] == "Fuente: registros a 31 de diciembre de 2023. Reglas: PPASP 2023."
    )


def test_los_titulos_se_numeran_con_la_lista_de_word_y_la_presentacion_no(leido):
    numerados = {
        parrafo.text: parrafo._p.xpath("string(./w:pPr/w:numPr/w:numId/@w:val)")
        for parrafo in leido.paragraphs
        if parrafo.style.name == "Heading 1"
    }
    assert numerados == {"Presentación": "0", "Contexto": "", "Créditos": ""}
    assert leido.styles["Heading 1"].element.xpath("./w:pPr/w:numPr/w:numId")


def test_los_indices_son_campos_que_ya_vienen_llenos(leido):
    ordenes = [orden.text.strip() for orden in leido.element.body.iter(qn("w:instrText"))]
    assert [orden for orden in ordenes if orden.startswith("TOC")] == [
        *('TOC \\o "1-3" \\h \\z \\u', 'TOC \\h \\z \\c "Tabla"', 'TOC \\h \\z \\c "Figura"')
    ]
    assert ordenes.count("SEQ Tabla \\* ARABIC") == 2
    entradas = [p for p in leido.paragraphs if p.style.name.startswith(("toc", "table of figures"))]
    escritas = ["".join(t.text for t in p._p.iter(qn("w:t"))) for p in entradas]
    assert [re.sub(r"\d+$", "", escrita) for escrita in escritas] == [
        *("Presentación", "1Contexto", "1.1Antes", "1.2Anexo ancho", "2Créditos"),
        *("Tabla 1. Asistencia a la mesa", "Tabla 2. Otra", "Figura 1. Productos por color"),
    ]
    assert all(escrita[-1].isdecimal() for escrita in escritas)
    marcadores = {uno.get(qn("w:name")) for uno in leido.element.body.iter(qn("w:bookmarkStart"))}
    llevan = {uno.get(qn("w:anchor")) for uno in leido.element.body.iter(qn("w:hyperlink"))} - {None}
    assert llevan == marcadores


def test_al_abrirlo_word_actualiza_los_campos(leido):
    assert leido.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_las_notas_son_notas_al_pie(paquete, leido):
    assert "Hasta 100 % &amp; no más." in parte(paquete, "word/footnotes.xml")
    assert [uno.get(qn("w:id")) for uno in leido.element.body.iter(qn("w:footnoteReference"))] == ["1"]


def test_la_tabla_repite_sus_dos_encabezados_y_une_los_grupos(leido):
    tabla = leido.tables[0]
    assert [celda.text for celda in tabla.rows[0].cells[1:3]] == ["Marzo", "Marzo"]
    assert [bool(fila._tr.xpath("./w:trPr/w:tblHeader")) for fila in tabla.rows] == [
        *(True, True, False, False, False)
    ]
    assert [celda.text for celda in tabla.rows[2].cells[2:]] == [
        *("1.300", "5,7", "67,9", "13 mar 2023", "● Verde")
    ]
    assert tabla.rows[-1].cells[0].text == "Total"
    assert [bool(fila._tr.xpath("./w:tc/w:p/w:pPr/w:keepNext")) for fila in tabla.rows] == [
        *(True, True, False, True, True)
    ]


def test_la_palabra_de_un_color_lleva_su_forma():
    *otras, _ = crear_tabla().filas[0]
    tabla = crear_tabla(filas=((*otras, Celda("Rojo")),), totales=None)
    hecho = docx.Document(io.BytesIO(en_docx.escribir(crear_documento(d.TablaEnDocumento(tabla)))))
    assert hecho.tables[0].rows[2].cells[-1].text == "■\N{NO-BREAK SPACE}Rojo"


def test_la_tabla_ancha_va_en_su_hoja_horizontal_y_despues_se_vuelve_a_la_vertical(leido):
    apaisadas = [seccion.page_width > seccion.page_height for seccion in leido.sections]
    assert apaisadas == [False, True, True, False]
    assert {round(seccion.left_margin.cm, 1) for seccion in leido.sections} == {2.5}
    assert "NUMPAGES" in leido.sections[1].footer._element.xml
    assert leido.sections[0].different_first_page_header_footer


def test_la_figura_es_una_imagen_con_texto_alternativo(leido):
    propiedades = leido.inline_shapes[0]._inline.docPr
    assert propiedades.get("descr") == ALTERNATIVO
    (imagen,) = leido.inline_shapes[0]._inline.xpath(".//a:blip/@r:embed")
    assert leido.part.related_parts[imagen].blob[:4] == b"\x89PNG"


def test_dice_quien_lo_hizo_en_que_lengua_y_de_cuando_es(leido):
    propias = leido.core_properties
    assert (propias.title, propias.author) == (
        *("Balance <de> la política & «más»", "Secretaría Distrital de la Mujer"),
    )
    assert (propias.language, propias.created.year) == ("es-CO", 2023)
    assert leido.styles.element.xpath("string(.//w:rPrDefault//w:lang/@w:val)") == "es-CO"


def test_cada_lista_numerada_empieza_en_uno(leido):
    numeros = [
        parrafo._p.xpath("string(./w:pPr/w:numPr/w:numId/@w:val)")
        for parrafo in leido.paragraphs
        if parrafo.style.name == "List Number"
    ]
    assert numeros[0] == numeros[1] != numeros[2]


def test_un_documento_sin_nada_tambien_se_abre():
    vacio = docx.Document(io.BytesIO(en_docx.escribir(crear_documento(d.ListaDeTablas(), d.Titulo("Solo")))))
    assert con_estilo(vacio, "Heading 1") == ["Solo"]
    assert not vacio.sections[0].different_first_page_header_footer
