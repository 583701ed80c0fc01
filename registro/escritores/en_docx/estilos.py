"""Los estilos del documento: los de Word con su nombre, para que quien lo edite los reconozca."""

from __future__ import annotations

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from registro.escritores.en_docx.campos import elemento

LETRA = "Arial"
TINTA, GRIS, ACENTO, RAYA = "1C1A22", "5D5969", "5B3A8E", "DEDBE4"
ANCHO, ANCHO_APAISADO = Cm(16.59), Cm(22.94)  # carta menos los márgenes
FUENTE, CELDA, ROTULO, INDICE_DE_ROTULOS = "Fuente", "Celda", "Caption", "Table of Figures"
NOTA, LLAMADA = "Footnote Text", "FootnoteReference"
_TITULOS = ((18, TINTA, 14, 10), (13, ACENTO, 18, 6), (11, TINTA, 14, 4), (10, GRIS, 10, 3))


def instalar(documento: Document) -> None:
    """Los estilos, el idioma y la numeración de los títulos."""
    _de_base(documento)
    _de_titulos(documento)
    _de_indices(documento)
    _propios(documento)
    _numerar_titulos(documento)


def _de_base(documento: Document) -> None:
    normal = _parrafo(documento, "Normal", 10, TINTA)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    normal.paragraph_format.line_spacing = 1.2
    normal.paragraph_format.widow_control = True
    rasgos = documento.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if rasgos is not None:
        for viejo in rasgos.findall(qn("w:lang")):
            rasgos.remove(viejo)
        rasgos.append(elemento("lang", val="es-CO", eastAsia="es-CO", bidi="ar-SA"))
    for nombre in ("List Bullet", "List Number"):
        documento.styles[nombre].paragraph_format.space_after = Pt(3)
    for nombre in ("Header", "Footer"):
        _parrafo(documento, nombre, 8.5, GRIS).paragraph_format.tab_stops.clear_all()


def _de_titulos(documento: Document) -> None:
    for nivel, (puntos, tinta, antes, despues) in enumerate(_TITULOS, start=1):
        estilo = _parrafo(documento, f"Heading {nivel}", puntos, tinta, negrita=True)
        estilo.font.italic = False
        estilo.paragraph_format.space_before = Pt(antes)
        estilo.paragraph_format.space_after = Pt(despues)
        estilo.paragraph_format.keep_with_next = True
        estilo.paragraph_format.line_spacing = 1.1
    titulo = _parrafo(documento, "Title", 30, TINTA, negrita=True)
    titulo.paragraph_format.space_after = Pt(12)
    titulo.paragraph_format.line_spacing = 1.05
    for raya in titulo.element.findall(f".//{qn('w:pBdr')}"):
        raya.getparent().remove(raya)
    subtitulo = _parrafo(documento, "Subtitle", 14, GRIS)
    subtitulo.font.italic = False
    subtitulo.paragraph_format.space_after = Pt(6)
    indice = _parrafo(documento, "TOC Heading", 18, TINTA, negrita=True)
    indice.base_style = documento.styles["Normal"]
    indice.paragraph_format.space_before = Pt(18)
    indice.paragraph_format.space_after, indice.paragraph_format.keep_with_next = Pt(10), True


def _de_indices(documento: Document) -> None:
    for nivel, (sangria, hasta) in enumerate(((0, 0.8), (0.8, 1.9), (1.9, 3.2), (3.2, 4.6)), start=1):
        estilo = _nuevo(documento, f"toc {nivel}", 10)
        estilo.font.bold = nivel == 1
        _de_renglon(estilo, hasta, sangria)
        estilo.paragraph_format.space_before = Pt(6 if nivel == 1 else 0)
    _de_renglon(_nuevo(documento, INDICE_DE_ROTULOS.lower(), 10), 0.0, 0.0)


def _de_renglon(estilo: ParagraphStyle, hasta: float, sangria: float) -> None:
    """Un renglón de índice: el número, el texto, puntos y la página a la derecha."""
    formato = estilo.paragraph_format
    formato.left_indent, formato.first_line_indent = Cm(hasta), Cm(sangria - hasta)
    formato.right_indent = Cm(1)
    formato.space_after = Pt(2)
    formato.line_spacing = 1.1
    formato.tab_stops.add_tab_stop(Cm(hasta))
    formato.tab_stops.add_tab_stop(ANCHO, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _propios(documento: Document) -> None:
    rotulo = _parrafo(documento, ROTULO, 9.5, TINTA, negrita=True)
    rotulo.paragraph_format.space_before, rotulo.paragraph_format.space_after = Pt(12), Pt(4)
    rotulo.paragraph_format.line_spacing = 1.1
    fuente = _nuevo(documento, FUENTE, 8)
    fuente.font.color.rgb = RGBColor.from_string(GRIS)
    fuente.paragraph_format.space_before, fuente.paragraph_format.space_after = Pt(3), Pt(0)
    fuente.paragraph_format.line_spacing = 1.1
    celda = _nuevo(documento, CELDA, 8.5)
    celda.paragraph_format.space_after, celda.paragraph_format.line_spacing = Pt(0), 1.05
    nota = _nuevo(documento, NOTA.lower(), 8.5)
    nota.paragraph_format.space_after, nota.paragraph_format.line_spacing = Pt(2), 1.1
    llamada = documento.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    llamada.element.set(qn("w:styleId"), LLAMADA)
    llamada.font.superscript = True
    enlace = documento.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    enlace.font.color.rgb = RGBColor.from_string(ACENTO)
    enlace.font.underline = True


def _nuevo(documento: Document, nombre: str, puntos: float) -> ParagraphStyle:
    estilo = documento.styles.add_style(nombre, WD_STYLE_TYPE.PARAGRAPH)
    estilo.base_style = documento.styles["Normal"]
    estilo.hidden, estilo.quick_style = False, True
    estilo.font.size = Pt(puntos)
    return estilo


def _parrafo(
    documento: Document, nombre: str, puntos: float, tinta: str, *, negrita: bool = False
) -> ParagraphStyle:
    """Un estilo que Word ya trae, con la letra de la casa en lugar de la de su tema."""
    estilo = documento.styles[nombre]
    if not isinstance(estilo, ParagraphStyle):
        raise TypeError(f"{nombre} no es un estilo de párrafo")
    fuentes = estilo.element.get_or_add_rPr().get_or_add_rFonts()
    fuentes.attrib.clear()
    for clase in ("ascii", "hAnsi", "cs", "eastAsia"):
        fuentes.set(qn(f"w:{clase}"), LETRA)
    estilo.font.size, estilo.font.bold = Pt(puntos), negrita
    estilo.font.color.rgb = RGBColor.from_string(tinta)
    for sobra in ("spacing", "kern"):
        for viejo in estilo.element.rPr.findall(qn(f"w:{sobra}")):
            estilo.element.rPr.remove(viejo)
    return estilo


def _numerar_titulos(documento: Document) -> None:
    """1, 1.1, 1.1.1: la lista de varios niveles que Word liga a los títulos."""
    lista = documento.part.numbering_part.element
    otras = [int(una.get(qn("w:abstractNumId"))) for una in lista.findall(qn("w:abstractNum"))]
    abstracta = max(otras, default=0) + 1
    niveles = "".join(
        f'<w:lvl w:ilvl="{nivel}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{nivel + 1}"/><w:suff w:val="space"/>'
        f'<w:lvlText w:val="{".".join(f"%{n + 1}" for n in range(nivel + 1))}{"." if nivel == 0 else ""}"/>'
        f'<w:lvlJc w:val="left"/></w:lvl>'
        for nivel in range(4)
    )
    definida = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstracta}">'
        f'<w:multiLevelType w:val="multilevel"/>{niveles}</w:abstractNum>'
    )
    primera = lista.find(qn("w:num"))
    lista.insert(0 if primera is None else list(lista).index(primera), definida)
    numero = lista.add_num(abstracta).numId
    for nivel in range(4):
        rasgos = documento.styles[f"Heading {nivel + 1}"].element.get_or_add_pPr()
        propio = rasgos.get_or_add_numPr()
        propio.get_or_add_ilvl().val = nivel
        propio.get_or_add_numId().val = numero
