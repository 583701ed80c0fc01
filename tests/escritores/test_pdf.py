"""El PDF es accesible: etiquetado, con marcadores, título, lengua y textos alternativos."""

import io
from dataclasses import replace

import pypdf
import pytest

from registro.escritores import documento as d
from registro.escritores import en_pdf
from tests.escritores.documentos import ALTERNATIVO, SVG, crear_documento
from tests.escritores.tablas import crear_tabla


@pytest.fixture(scope="module")
def leido():
    return pypdf.PdfReader(io.BytesIO(en_pdf.escribir(crear_documento())))


@pytest.fixture(scope="module")
def texto(leido):
    return "\n".join(pagina.extract_text() for pagina in leido.pages)


def etiquetas(nodo, halladas):
    nodo = nodo.get_object()
    if isinstance(nodo, list):
        for uno in nodo:
            etiquetas(uno, halladas)
    elif isinstance(nodo, dict):
        halladas.append((nodo.get("/S"), nodo.get("/Alt")))
        etiquetas(nodo.get("/K", pypdf.generic.ArrayObject()), halladas)
    return halladas


def test_cumple_pdf_ua_y_dice_que_es(leido):
    raiz = leido.trailer["/Root"]
    assert raiz["/MarkInfo"]["/Marked"]
    assert raiz["/Lang"] == "es-CO"
    assert b"pdfuaid" in raiz["/Metadata"].get_data()
    assert (leido.metadata.title, leido.metadata.author) == (
        *("Balance <de> la política & «más»", "Secretaría Distrital de la Mujer"),
    )


def test_tiene_marcadores_tablas_con_encabezado_y_textos_alternativos(leido):
    marcadores = [uno.title for uno in leido.outline if not isinstance(uno, list)]
    assert marcadores == ["Presentación", "1. Contexto", "2. Créditos"]
    halladas = etiquetas(leido.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    clases = {clase for clase, _ in halladas}
    assert {"/Table", "/TH", "/TD", "/Figure", "/H1", "/H2", "/L", "/Note"} <= clases
    assert ALTERNATIVO in {alterno for _, alterno in halladas}


def test_se_lee_lo_mismo_que_en_el_documento(texto):
    for esperado in (
        *("Tabla 1. Asistencia a la mesa", "Figura 1. Productos por color", "Edición reservada", "Marzo"),
        *("Fuente: registros a 31 de diciembre de 2023. Reglas: PPASP 2023.", "<script>", "Hasta 100 % & no"),
        *("1.1 Antes", "Cargo:", "Página 2 de"),
    ):
        assert esperado in texto, esperado


def test_la_tabla_ancha_va_en_hoja_carta_horizontal(leido):
    tamanos = [(round(p.mediabox.width), round(p.mediabox.height)) for p in leido.pages]
    assert {(612, 792), (792, 612)} == set(tamanos)


def test_los_indices_de_otro_formato_saben_en_que_pagina_queda_todo(leido):
    donde = en_pdf.paginas(crear_documento())
    assert set(donde) == {
        *(f"titulo{n}" for n in range(1, 6)),
        *("tabla1", "tabla2", "figura1"),
    }
    assert "Tabla 2. Otra" in leido.pages[int(donde["tabla2"]) - 1].extract_text()


def test_una_tabla_que_cabe_en_media_pagina_no_deja_su_total_en_la_siguiente():
    fila = crear_tabla().filas[1]
    corta = crear_tabla(filas=(fila,) * 15)
    antes = (d.parrafo("Un renglón."),) * 22
    leido = pypdf.PdfReader(io.BytesIO(en_pdf.escribir(crear_documento(*antes, d.TablaEnDocumento(corta)))))
    primera, segunda, *_ = (pagina.extract_text() for pagina in leido.pages)
    assert ("Tabla 1" in primera, "Tabla 1" in segunda, "Total" in segunda) == (False, True, True)


def test_los_dibujos_salen_en_png_uno_por_cada_uno():
    assert [dibujo[:4] for dibujo in en_pdf.dibujos([SVG, SVG])] == [b"\x89PNG"] * 2
    assert en_pdf.dibujos([SVG])[0][:4] == b"\x89PNG"
    assert en_pdf.dibujos([]) == []


def test_nada_de_lo_escrito_por_una_persona_es_codigo():
    hecho = crear_documento(d.Titulo("#panic()"), d.parrafo('#eval("1") $x$ *a* @b <c> \\ `d`'))
    texto = pypdf.PdfReader(io.BytesIO(en_pdf.escribir(hecho))).pages[0].extract_text()
    assert '#eval("1") $x$ *a* @b <c> \\ `d`' in texto


def test_una_letra_que_ninguna_fuente_dibuja_sale_como_un_signo_y_lo_demas_se_lee():
    dicho = d.Parrafo((d.Trozo("Dijo \u1a2d y \u1a2e, y siguió."),))
    documento = replace(crear_documento(), bloques=(dicho,))
    paginas = pypdf.PdfReader(io.BytesIO(en_pdf.escribir(documento))).pages
    assert "Dijo ? y ?, y siguió." in paginas[0].extract_text()
