"""Las páginas: carta con márgenes de 2,5 cm, de pie o apaisadas, con encabezado y número de página."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Cm, Inches, Length, Pt
from docx.text.paragraph import Paragraph

from registro.escritores.documento import Documento
from registro.escritores.documento import Firmas as BloqueDeFirmas
from registro.escritores.en_docx.campos import campo, corrida, xml_de
from registro.escritores.en_docx.estilos import ACENTO, ANCHO, ANCHO_APAISADO, RAYA, TINTA
from registro.fechas import fecha_larga

_MARGEN, _BORDE = Cm(2.5), Cm(1.25)


def preparar(seccion: Section, documento: Documento, *, apaisada: bool, con_portada: bool) -> None:
    """El papel de una sección y lo que se repite en sus páginas."""
    lados = Inches(8.5), Inches(11)
    seccion.orientation = WD_ORIENT.LANDSCAPE if apaisada else WD_ORIENT.PORTRAIT
    seccion.page_width, seccion.page_height = reversed(lados) if apaisada else lados
    for margen in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(seccion, margen, _MARGEN)
    seccion.header_distance = seccion.footer_distance = _BORDE
    seccion.different_first_page_header_footer = con_portada
    ancho = ANCHO_APAISADO if apaisada else ANCHO
    seccion.header.is_linked_to_previous = seccion.footer.is_linked_to_previous = False
    arriba, abajo = seccion.header.paragraphs[0], seccion.footer.paragraphs[0]
    _a_dos_lados(arriba, ancho, documento.arriba, documento.edicion)
    _rayar(arriba, "bottom", RAYA, 4)
    de_quien = " · ".join(parte for parte in (documento.autora, documento.serie) if parte)
    _a_dos_lados(abajo, ancho, de_quien, "Página ")
    for pieza in (*campo("PAGE", "1"), corrida(" de "), *campo("NUMPAGES", "1")):
        xml_de(abajo).append(pieza)


def abrir(documento: Document) -> Section:
    """Una sección nueva, en otra página."""
    return documento.add_section(WD_SECTION.NEW_PAGE)


def _a_dos_lados(parrafo: Paragraph, ancho: Length, izquierda: str, derecha: str) -> None:
    parrafo.paragraph_format.tab_stops.add_tab_stop(ancho, WD_TAB_ALIGNMENT.RIGHT)
    xml_de(parrafo).append(corrida(f"{izquierda}\t{derecha}"))


def _rayar(parrafo: Paragraph, lado: str, color: str, grueso: int) -> None:
    rasgos = xml_de(parrafo).get_or_add_pPr()
    raya = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:{lado} w:val="single" w:sz="{grueso}" w:space="6" w:color="{color}"/>'
        "</w:pBdr>"
    )
    rasgos.insert_element_before(raya, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def portada(documento: Document, de: Documento) -> None:
    """La primera página: quién, qué, de cuándo y en qué edición."""
    autora = documento.add_paragraph(de.autora)
    autora.runs[0].font.bold = True
    autora.paragraph_format.space_after = Pt(150)
    titulo = documento.add_paragraph(de.titulo, style="Title")
    _rayar(titulo, "top", ACENTO, 36)
    titulo.paragraph_format.space_before = Pt(12)
    if de.subtitulo:
        documento.add_paragraph(de.subtitulo, style="Subtitle")
    fecha = documento.add_paragraph(f"A {fecha_larga(de.fecha)}", style="Subtitle")
    fecha.paragraph_format.space_after = Pt(180)
    if de.edicion:
        edicion = documento.add_paragraph(de.edicion)
        edicion.runs[0].font.bold = True
    if de.asunto:
        documento.add_paragraph(de.asunto)
    if de.ficha:
        ficha = documento.add_paragraph("\n".join(de.dicho_de_si))
        ficha.paragraph_format.space_before = Pt(14)
        ficha.runs[0].font.size = Pt(8)


def firmas(documento: Document, bloque: BloqueDeFirmas) -> None:
    """Dos firmas por renglón, cada una con su raya."""
    for primera in range(0, len(bloque.firmas), 2):
        pareja = bloque.firmas[primera : primera + 2]
        cuadro = documento.add_table(rows=1, cols=2)
        cuadro.rows[0].height = Cm(3.4)
        for celda, firma in zip(cuadro.rows[0].cells, pareja, strict=False):
            hueco = celda.paragraphs[0]
            hueco.paragraph_format.space_before = Pt(44)
            hueco.paragraph_format.right_indent = Cm(1)
            _rayar(hueco, "bottom", TINTA, 6)
            renglones = [firma.nombre or "Nombre:", firma.cargo or "Cargo:", firma.papel]
            for lugar, texto in enumerate(renglones):
                parrafo = celda.add_paragraph(texto)
                parrafo.paragraph_format.space_after = Pt(0)
                parrafo.runs[0].font.bold = lugar == 0 and bool(firma.nombre)
