"""El documento bloque por bloque; después se agregan las notas y se guarda."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime, time

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from registro.escritores import documento as d
from registro.escritores.celdas import pie
from registro.escritores.en_docx import estilos, paginas
from registro.escritores.en_docx.campos import campo, corrida, elemento, llenar_indice, marcar, xml_de
from registro.escritores.en_docx.cuadros import cuadro
from registro.escritores.en_docx.notas import NotasAlPie
from registro.escritores.en_pdf import dibujos
from registro.escritores.en_pdf import paginas as paginas_del_pdf

_ENLACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_PULGADA = 2.54
_LARGO_DE_PROPIEDAD = 255


def armar(de: d.Documento) -> bytes:
    """Los bytes del DOCX."""
    return _Cuerpo(de).armar()


class _Cuerpo:
    """El documento mientras se escribe."""

    def __init__(self, de: d.Documento) -> None:
        self.de = de
        self.docx = docx.Document()
        self.notas = NotasAlPie()
        self.indices = d.indices(de)
        self.titulos, self.tablas = iter(self.indices.titulos), iter(self.indices.tablas)
        self.figuras = iter(self.indices.figuras)
        figuras = [bloque for bloque in d.aplanar(de.bloques) if isinstance(bloque, d.Figura)]
        self.dibujos = iter(dibujos([figura.svg for figura in figuras]))
        self.paginas = paginas_del_pdf(de)
        self.marcadores, self.salta = 0, False
        self.estilos: dict[str, str] = {}
        self.ancho = estilos.ANCHO

    def armar(self) -> bytes:
        estilos.instalar(self.docx)
        con_portada = any(isinstance(bloque, d.Portada) for bloque in self.de.bloques)
        paginas.preparar(self.docx.sections[0], self.de, apaisada=False, con_portada=con_portada)
        bloques = list(self.de.bloques)
        for lugar, bloque in enumerate(bloques):
            apaisado = _apaisado(bloque)
            if apaisado is None:
                self._escribir(bloque)
                continue
            self._seccion(apaisado)
            if lugar < len(bloques) - 1 and _apaisado(bloques[lugar + 1]) is None:
                self._abrir(apaisada=False)
        self.notas.guardar(self.docx)
        return self._guardar()

    def _seccion(self, bloques: tuple[d.Simple, ...]) -> None:
        self._abrir(apaisada=True)
        for bloque in bloques:
            self._escribir(bloque)

    def _abrir(self, *, apaisada: bool) -> None:
        seccion = paginas.abrir(self.docx)
        paginas.preparar(seccion, self.de, apaisada=apaisada, con_portada=False)
        self.ancho = estilos.ANCHO_APAISADO if apaisada else estilos.ANCHO

    def _escribir(self, bloque: d.Bloque) -> None:
        escritores: dict[type, Callable[..., None]] = {
            d.Titulo: self._titulo,
            d.Parrafo: self._parrafo,
            d.Lista: self._lista,
            d.TablaEnDocumento: self._tabla,
            d.Figura: self._figura,
            d.Portada: lambda _bloque: paginas.portada(self.docx, self.de),
            d.TablaDeContenido: self._contenido,
            d.ListaDeTablas: lambda _bloque: self._lista_de("Tablas", "Tabla", self.indices.tablas),
            d.ListaDeFiguras: lambda _bloque: self._lista_de("Figuras", "Figura", self.indices.figuras),
            d.Firmas: lambda bloque: paginas.firmas(self.docx, bloque),
        }
        if isinstance(bloque, d.SaltoDePagina):
            self.salta = True
            return
        antes = len(self.docx.paragraphs) if self.salta else None
        escritores[type(bloque)](bloque)
        if antes is not None and len(self.docx.paragraphs) > antes:
            self.docx.paragraphs[antes].paragraph_format.page_break_before = True
            self.salta = False
        self.salta = self.salta or isinstance(bloque, d.Portada)

    def _nuevo(self, estilo: str, texto: str = "") -> Paragraph:
        """Un párrafo de ese estilo: buscarlo cada vez entre los de Word toma más que escribirlo."""
        if estilo not in self.estilos:
            self.estilos[estilo] = self.docx.styles[estilo].style_id
        parrafo = self.docx.add_paragraph(texto)
        xml_de(parrafo).style = self.estilos[estilo]
        return parrafo

    def _titulo(self, bloque: d.Titulo) -> None:
        parrafo = self._nuevo(f"Heading {bloque.nivel}", bloque.texto)
        if not bloque.numerado:
            sin_numero = xml_de(parrafo).get_or_add_pPr().get_or_add_numPr()
            sin_numero.get_or_add_ilvl().val = 0
            sin_numero.get_or_add_numId().val = 0
        self._marcar(parrafo, next(self.titulos))

    def _parrafo(self, bloque: d.Parrafo) -> None:
        self._llenar(self.docx.add_paragraph(), bloque)

    def _lista(self, bloque: d.Lista) -> None:
        numero = self._empezar_numerada() if bloque.numerada else None
        for punto in bloque.puntos:
            parrafo = self._nuevo("List Number" if bloque.numerada else "List Bullet")
            if numero is not None:
                propio = xml_de(parrafo).get_or_add_pPr().get_or_add_numPr()
                propio.get_or_add_ilvl().val = 0
                propio.get_or_add_numId().val = numero
            self._llenar(parrafo, punto)
        parrafo.paragraph_format.space_after = Pt(8)

    def _empezar_numerada(self) -> int:
        """Una numeración que empieza en 1, con la forma de la de Word."""
        lista = self.docx.part.numbering_part.element
        estilo = self.docx.styles["List Number"].element
        de_estilo = estilo.pPr.numPr.numId.val
        abstracta = lista.num_having_numId(de_estilo).abstractNumId.val
        nuevo = lista.add_num(abstracta)
        nuevo.add_lvlOverride(0).add_startOverride(1)
        return int(nuevo.numId)

    def _llenar(self, parrafo: Paragraph, contenido: d.Parrafo) -> None:
        for trozo in contenido.trozos:
            if trozo.enlace:
                relacion = self.docx.part.relate_to(trozo.enlace, _ENLACE, is_external=True)
                enlace = elemento("hyperlink")
                enlace.set(qn("r:id"), relacion)
                enlace.append(corrida(trozo.texto, "Hyperlink"))
                xml_de(parrafo).append(enlace)
            elif trozo.texto:
                escrito = parrafo.add_run(trozo.texto)
                escrito.bold, escrito.italic = trozo.negrita or None, trozo.cursiva or None
            if trozo.nota:
                self.notas.llamar(parrafo, trozo.nota)

    def _tabla(self, bloque: d.TablaEnDocumento) -> None:
        rotulo = self._rotulo(next(self.tablas), "Tabla")
        rotulo.paragraph_format.keep_with_next = True
        hecho = cuadro(bloque, self.ancho.cm)
        xml_de(rotulo).addnext(hecho)
        self._fuente(pie(bloque.tabla))

    def _figura(self, bloque: d.Figura) -> None:
        parrafo = self.docx.add_paragraph()
        parrafo.paragraph_format.keep_with_next = True
        parrafo.paragraph_format.space_before, parrafo.paragraph_format.space_after = Pt(10), Pt(0)
        imagen = io.BytesIO(next(self.dibujos))
        parrafo.add_run().add_picture(imagen, width=Cm(self.ancho.cm * bloque.ancho))
        propiedades = xml_de(parrafo).find(f".//{qn('wp:docPr')}")
        propiedades.set("descr", bloque.alternativo)
        propiedades.set("title", bloque.titulo)
        rotulo = self._rotulo(next(self.figuras), "Figura")
        rotulo.paragraph_format.space_before = Pt(4)
        rotulo.paragraph_format.keep_with_next = True
        self._fuente(pie(bloque.tabla)[-1:])

    def _rotulo(self, entrada: d.Entrada, serie: str) -> Paragraph:
        parrafo = self._nuevo(estilos.ROTULO)
        numero = entrada.rotulo.removeprefix(f"{serie} ")
        piezas = (corrida(f"{serie} "), *campo(f"SEQ {serie} \\* ARABIC", numero))
        for pieza in (*piezas, corrida(f". {entrada.texto}")):
            xml_de(parrafo).append(pieza)
        self._marcar(parrafo, entrada)
        return parrafo

    def _fuente(self, renglones: tuple[str, ...]) -> None:
        for renglon in renglones:
            parrafo = self._nuevo(estilos.FUENTE, renglon)
        parrafo.paragraph_format.space_after = Pt(14)

    def _marcar(self, parrafo: Paragraph, entrada: d.Entrada) -> None:
        self.marcadores += 1
        marcar(parrafo, entrada, self.marcadores)

    def _contenido(self, bloque: d.TablaDeContenido) -> None:
        visibles = [entrada for entrada in self.indices.titulos if entrada.nivel <= bloque.hasta]
        self._indice("Contenido", f'\\o "1-{bloque.hasta}" \\h \\z \\u', "toc", visibles)

    def _lista_de(self, titulo: str, serie: str, entradas: tuple[d.Entrada, ...]) -> None:
        if entradas:
            self._indice(titulo, f'\\h \\z \\c "{serie}"', "", entradas)

    def _indice(self, titulo: str, opciones: str, estilo: str, entradas: Sequence[d.Entrada]) -> None:
        self._nuevo("TOC Heading", titulo)
        renglones = []
        for entrada in entradas:
            propio = f"{estilo} {entrada.nivel}" if estilo else estilos.INDICE_DE_ROTULOS.lower()
            parrafo = self._nuevo(propio)
            renglones.append((parrafo, entrada, self.paginas[entrada.ancla]))
        llenar_indice(renglones, f"TOC {opciones}")

    def _dicho_de_si(self) -> str:
        """Para las propiedades del archivo, donde caben doscientas y tantas letras."""
        return "\n".join(self.de.dicho_de_si or (self.de.edicion,))[:_LARGO_DE_PROPIEDAD]

    def _guardar(self) -> bytes:
        propias = self.docx.core_properties
        propias.title, propias.author, propias.language = self.de.titulo, self.de.autora, self.de.lengua
        propias.subject, propias.comments = self.de.asunto or self.de.subtitulo, self._dicho_de_si()
        propias.created = propias.modified = datetime.combine(self.de.fecha, time.min)
        propias.last_modified_by = self.de.autora
        actualizar = parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>')
        self.docx.settings.element.insert_element_before(
            actualizar, "w:footnotePr", "w:endnotePr", "w:compat", "w:docVars", "w:rsids"
        )
        salida = io.BytesIO()
        self.docx.save(salida)
        return salida.getvalue()


def _apaisado(bloque: d.Bloque) -> tuple[d.Simple, ...] | None:
    """Lo que va en hojas horizontales, si el bloque lo pide."""
    if isinstance(bloque, d.SeccionApaisada):
        return bloque.bloques
    if isinstance(bloque, d.TablaEnDocumento) and bloque.apaisada:
        return (bloque,)
    return None
