"""Una tabla en Word: encabezados que se repiten, grupos unidos, cifras a la derecha, totales aparte."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from markupsafe import escape

from registro.escritores.anchos import repartir
from registro.escritores.celdas import escrita
from registro.escritores.documento import TablaEnDocumento
from registro.escritores.en_docx.estilos import CELDA, RAYA, TINTA
from registro.escritores.senales import SENALES, Senal, senal_de
from registro.tabla import Columna, Tabla

_LETRAS_POR_CENTIMETRO = 6.2  # las de la celda, a 8,5 puntos
_PARTES_POR_CENTIMETRO = 567  # un centímetro en veinteavos de punto
_AIRE = 90  # el de los lados de una celda: sin correrla, la tabla se sale del margen
_GRUESA = f'w:val="single" w:sz="8" w:color="{TINTA}"'
_FINA = f'w:val="single" w:sz="4" w:color="{RAYA}"'
_NINGUNA = 'w:val="nil"'


def cuadro(bloque: TablaEnDocumento, centimetros: float) -> BaseOxmlElement:
    """La tabla, del ancho que pide y sin pasarse de la página."""
    tabla = bloque.tabla
    partes = repartir(tabla, centimetros * _LETRAS_POR_CENTIMETRO, bloque.anchos)
    anchos = [round(parte * centimetros * _PARTES_POR_CENTIMETRO) for parte in partes]
    rejilla = "".join(f'<w:gridCol w:w="{ancho}"/>' for ancho in anchos)
    filas = "".join([*_encabezados(tabla, anchos), *_cuerpo(bloque, anchos)])
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(anchos)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{_AIRE}" w:type="dxa"/>'
        f"<w:tblBorders><w:bottom {_FINA}/><w:insideH {_FINA}/></w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="90" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{escape(bloque.rotulo)}"/></w:tblPr>'
        f"<w:tblGrid>{rejilla}</w:tblGrid>{filas}</w:tbl>"
    )


def _encabezados(tabla: Tabla, anchos: Sequence[int]) -> Iterator[str]:
    if tabla.grupos:
        celdas, desde = [], 0
        for grupo, cuantas in tabla.grupos:
            ancho = sum(anchos[desde : desde + cuantas])
            raya = f"<w:tcBorders><w:bottom {_FINA if grupo else _NINGUNA}/></w:tcBorders>"
            celdas.append(
                _celda(_texto(grupo or "", "center", negrita=True), ancho, raya=raya, abarca=cuantas)
            )
            desde += cuantas
        yield _fila("".join(celdas), encabezado=True)
    raya = f'<w:tcBorders><w:bottom {_GRUESA}/></w:tcBorders><w:vAlign w:val="bottom"/>'
    celdas = [
        _celda(_titulo(columna), ancho, raya=raya)
        for columna, ancho in zip(tabla.columnas, anchos, strict=True)
    ]
    yield _fila("".join(celdas), encabezado=True)


def _titulo(columna: Columna) -> str:
    return _texto(columna.titulo, _lado(columna), negrita=True, senal=SENALES.get(columna.titulo))


def _cuerpo(bloque: TablaEnDocumento, anchos: Sequence[int]) -> Iterator[str]:
    tabla = bloque.tabla
    ultimas = len(tabla.todas) - 2  # con lo que va debajo: ni un total ni una fuente solos en otra página
    for numero, fila in enumerate(tabla.todas):
        es_total = numero == len(tabla.filas)
        raya = f"<w:tcBorders><w:top {_GRUESA}/></w:tcBorders>" if es_total else ""
        celdas = []
        for celda, columna, ancho in zip(fila, tabla.columnas, anchos, strict=True):
            senal = senal_de(celda, columna, bloque.marcar)
            texto = _texto(
                escrita(celda, columna),
                _lado(columna),
                negrita=es_total,
                senal=senal,
                junto=numero >= ultimas,
            )
            celdas.append(_celda(texto, ancho, raya=raya))
        yield _fila("".join(celdas))


def _lado(columna: Columna) -> str:
    return "right" if columna.tipo.es_numero else "left"


def _fila(celdas: str, *, encabezado: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if encabezado else ''}</w:trPr>{celdas}</w:tr>"


def _celda(texto: str, ancho: int, *, raya: str = "", abarca: int = 1) -> str:
    une = f'<w:gridSpan w:val="{abarca}"/>' if abarca > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{ancho}" w:type="dxa"/>{une}{raya}</w:tcPr>{texto}</w:tc>'


def _texto(
    texto: str, lado: str, *, negrita: bool = False, senal: Senal | None = None, junto: bool = False
) -> str:
    """El párrafo de una celda, pegado al renglón siguiente si se pide; un color va con forma y palabra."""
    forma = _corrida(f"{senal.forma}\N{NO-BREAK SPACE}", f'<w:color w:val="{senal.tinta}"/>') if senal else ""
    pegado = "<w:keepNext/>" if negrita or junto else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{CELDA}"/>{pegado}<w:jc w:val="{lado}"/></w:pPr>'
        f"{forma}{_corrida(texto, '<w:b/>' if negrita else '')}</w:p>"
    )


def _corrida(texto: str, rasgos: str) -> str:
    renglones = '</w:t><w:br/><w:t xml:space="preserve">'.join(str(escape(r)) for r in texto.split("\n"))
    return f'<w:r><w:rPr>{rasgos}</w:rPr><w:t xml:space="preserve">{renglones}</w:t></w:r>'
