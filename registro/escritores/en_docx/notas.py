"""Las notas al pie: python-docx no las trae, así que su parte del paquete se escribe aquí."""

from __future__ import annotations

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph
from markupsafe import escape

from registro.escritores.en_docx.campos import elemento, xml_de
from registro.escritores.en_docx.estilos import LLAMADA

_TIPO = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELACION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RAYAS = (("-1", "separator"), ("0", "continuationSeparator"))


class NotasAlPie:
    """Las notas del documento, en el orden en que se llaman."""

    def __init__(self) -> None:
        self.textos: list[str] = []

    def llamar(self, parrafo: Paragraph, texto: str) -> None:
        """Pone la llamada al final de lo escrito y guarda el texto."""
        self.textos.append(texto)
        llamada, rasgos = elemento("r"), elemento("rPr")
        rasgos.append(elemento("rStyle", val=LLAMADA))
        llamada.append(rasgos)
        llamada.append(elemento("footnoteReference", id=str(len(self.textos))))
        xml_de(parrafo).append(llamada)

    def guardar(self, documento: Document) -> None:
        """Agrega la parte de notas; sin notas no hay parte."""
        if not self.textos:
            return
        rayas = "".join(
            f'<w:footnote w:type="{clase}" w:id="{numero}"><w:p><w:pPr><w:spacing w:after="0"/></w:pPr>'
            f"<w:r><w:{clase}/></w:r></w:p></w:footnote>"
            for numero, clase in _RAYAS
        )
        notas = "".join(_nota(numero, texto) for numero, texto in enumerate(self.textos, start=1))
        xml = f"<w:footnotes {nsdecls('w')}>{rayas}{notas}</w:footnotes>"
        contenido = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}'.encode()
        paquete = documento.part.package
        parte = Part(PackURI("/word/footnotes.xml"), _TIPO, contenido, paquete)
        documento.part.relate_to(parte, _RELACION)
        llamadas = "".join(f'<w:footnote w:id="{numero}"/>' for numero, _ in _RAYAS)
        ajustes = documento.settings.element
        ajustes.insert_element_before(
            parse_xml(f"<w:footnotePr {nsdecls('w')}>{llamadas}</w:footnotePr>"),
            *("w:endnotePr", "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang"),
            *("w:clrSchemeMapping", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator"),
        )


def _nota(numero: int, texto: str) -> str:
    return (
        f'<w:footnote w:id="{numero}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="{LLAMADA}"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(texto)}</w:t></w:r></w:p></w:footnote>'
    )
