"""Lo que Word calcula: índices, números de rótulo y de página. Cada campo trae ya su resultado."""

from __future__ import annotations

from collections.abc import Iterable

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from registro.escritores.documento import Entrada


def elemento(nombre: str, **atributos: str) -> BaseOxmlElement:
    """Un elemento ``w:nombre`` con esos atributos."""
    nuevo = OxmlElement(f"w:{nombre}")
    for clave, valor in atributos.items():
        nuevo.set(qn(f"w:{clave}"), valor)
    return nuevo


def xml_de(parrafo: Paragraph) -> CT_P:
    """El elemento ``w:p`` de un párrafo, para lo que python-docx no sabe escribir."""
    encontrado = parrafo.paragraph_format.element
    if not isinstance(encontrado, CT_P):
        raise TypeError("Un párrafo de Word es siempre un elemento w:p")
    return encontrado


def corrida(texto: str, estilo: str | None = None) -> BaseOxmlElement:
    """Un pedazo de texto."""
    nueva = elemento("r")
    if estilo:
        rasgos = elemento("rPr")
        rasgos.append(elemento("rStyle", val=estilo))
        nueva.append(rasgos)
    for numero, parte in enumerate(texto.split("\t")):
        if numero:
            nueva.append(elemento("tab"))
        if parte:
            escrito = elemento("t")
            escrito.text = parte
            escrito.set(qn("xml:space"), "preserve")
            nueva.append(escrito)
    return nueva


def campo(orden: str, resultado: str) -> list[BaseOxmlElement]:
    """Un campo completo: su orden y lo que se lee mientras nadie lo actualice."""
    return [*_abrir(orden), corrida(resultado), _marca("end")]


def _abrir(orden: str) -> list[BaseOxmlElement]:
    instruccion = elemento("r")
    texto = elemento("instrText")
    texto.set(qn("xml:space"), "preserve")
    texto.text = f" {orden} "
    instruccion.append(texto)
    return [_marca("begin"), instruccion, _marca("separate")]


def _marca(tipo: str) -> BaseOxmlElement:
    nueva = elemento("r")
    nueva.append(elemento("fldChar", fldCharType=tipo))
    return nueva


def marcar(parrafo: Paragraph, entrada: Entrada, numero: int) -> None:
    """Encierra el párrafo en un marcador: adonde llevan los índices."""
    inicio = elemento("bookmarkStart", id=str(numero), name=nombre_de(entrada))
    propiedades = xml_de(parrafo).pPr
    xml_de(parrafo).insert(0 if propiedades is None else 1, inicio)
    xml_de(parrafo).append(elemento("bookmarkEnd", id=str(numero)))


def nombre_de(entrada: Entrada) -> str:
    """El nombre del marcador; el prefijo es el que Word da a los de sus índices."""
    return f"_Toc_{entrada.ancla}"


def llenar_indice(parrafos: Iterable[tuple[Paragraph, Entrada, str]], orden: str) -> None:
    """Un índice como campo, ya lleno: cada renglón lleva a su lugar y dice su página."""
    renglones = list(parrafos)
    for lugar, (parrafo, entrada, pagina) in enumerate(renglones):
        if lugar == 0:
            xml_de(parrafo).extend(_abrir(orden))
        enlace = elemento("hyperlink", anchor=nombre_de(entrada), history="1")
        separa = "\t" if entrada.rotulo[:1].isdigit() else ". "
        rotulo = f"{entrada.rotulo}{separa}" if entrada.rotulo else ""
        enlace.append(corrida(f"{rotulo}{entrada.texto}\t"))
        enlace.extend(campo(f"PAGEREF {nombre_de(entrada)} \\h", pagina))
        xml_de(parrafo).append(enlace)
        if lugar == len(renglones) - 1:
            xml_de(parrafo).append(_marca("end"))
