"""Una o varias tablas en un libro de Excel: una hoja por tabla, lista para leer y para imprimir."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from registro.escritores.celdas import dato, escrita, pie, sin_formula
from registro.escritores.documento import Documento, rotuladas
from registro.tabla import Celda, Columna, Fila, Tabla, TipoColumna

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LARGO_DE_CELDA = 32_767
_LARGO_DE_NOMBRE = 31
_ANCHO_MINIMO, _ANCHO_MAXIMO = 9, 60
_CABE_VERTICAL = 95  # caracteres que caben a lo ancho de una carta vertical
_MARGEN = 2.5 / 2.54
_CARTA = 1
_TODAS_LAS_LINEAS = 2
_TINTA, _GRIS, _RAYA = "#1C1A22", "#5D5969", "#DEDBE4"


def escribir(tablas: Sequence[Tabla], exportacion: Mapping[str, str] | None = None) -> bytes:
    """El libro completo; las celdas son números, fechas o textos de verdad, nunca fórmulas.

    Lo que el archivo dice de sí mismo va en su propia hoja y en las propiedades.
    """
    import xlsxwriter

    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"in_memory": True}) as libro:
        formatos, usados = _Formatos(libro), set[str]()
        for tabla in tablas:
            hoja = libro.add_worksheet(_nombre(tabla.nombre, usados))
            _Hoja(hoja, tabla, formatos).escribir()
        creado = datetime.combine(tablas[0].corte, time.min)
        if exportacion:
            _escribir_ficha(libro.add_worksheet(_nombre("Exportación", usados)), exportacion, formatos)
        comentario = "\n".join(f"{rotulo}: {texto}" for rotulo, texto in (exportacion or {}).items())
        libro.set_properties({"title": tablas[0].titulo, "created": creado, "comments": comentario})
    return salida.getvalue()


def _escribir_ficha(hoja: "Worksheet", exportacion: Mapping[str, str], formatos: "_Formatos") -> None:
    negrita, normal = formatos.dar({"bold": True}), formatos.dar({"text_wrap": True})
    for renglon, (rotulo, texto) in enumerate(exportacion.items()):
        hoja.write_string(renglon, 0, sin_formula(rotulo.capitalize()), negrita)
        hoja.write_string(renglon, 1, sin_formula(texto), normal)
    hoja.set_column(0, 0, 16)
    hoja.set_column(1, 1, _ANCHO_MAXIMO)


def escribir_documento(documento: Documento) -> bytes:
    """Las tablas del documento y las que están detrás de sus figuras, cada una con su rótulo."""
    return escribir(
        [
            replace(bloque.tabla, nombre=entrada.rotulo, titulo=f"{entrada.rotulo}. {entrada.texto}")
            for bloque, entrada in rotuladas(documento)
        ],
        dict(documento.ficha),
    )


def _nombre(propuesto: str, usados: set[str]) -> str:
    """Un nombre de hoja que Excel acepta y que no se repite en el libro."""
    limpio = re.sub(r"[\[\]:*?/\\']", " ", propuesto).strip() or "Tabla"
    nombre, vez = limpio[:_LARGO_DE_NOMBRE], 1
    while nombre.casefold() in usados:
        vez += 1
        final = f" {vez}"
        nombre = limpio[: _LARGO_DE_NOMBRE - len(final)] + final
    usados.add(nombre.casefold())
    return nombre


class _Formatos:
    """Los formatos del libro, cada uno creado una sola vez."""

    def __init__(self, libro: "Workbook") -> None:
        self.libro = libro
        self.hechos: dict[frozenset[tuple[str, object]], Format] = {}

    def dar(self, estilo: dict[str, object]) -> "Format":
        cual = frozenset(estilo.items())
        if cual not in self.hechos:
            self.hechos[cual] = self.libro.add_format({"font_color": _TINTA, **estilo})
        return self.hechos[cual]


class _Hoja:
    """Una tabla en su hoja: título, encabezados, filas, totales y fuente, de arriba abajo."""

    def __init__(self, hoja: "Worksheet", tabla: Tabla, formatos: _Formatos) -> None:
        self.hoja = hoja
        self.tabla = tabla
        self.formatos = formatos
        self.encabezado = 3 if tabla.grupos else 2
        self.anchos = [self._ancho(lugar) for lugar in range(len(tabla.columnas))]

    def escribir(self) -> None:
        self._texto((0, 0), self.tabla.titulo, bold=True, font_size=14)
        self._encabezados()
        renglon = self.encabezado + 1
        for fila in self.tabla.filas:
            self._fila(renglon, fila, bottom=1, bottom_color=_RAYA)
            renglon += 1
        if self.tabla.totales is not None:
            self._fila(renglon, self.tabla.totales, bold=True, top=2, top_color=_TINTA)
            renglon += 1
        for numero, linea in enumerate(pie(self.tabla), start=renglon + 1):
            self._texto((numero, 0), linea, font_color=_GRIS)
        self._presentar()

    def _encabezados(self) -> None:
        lugar = 0
        for grupo, cuantas in self.tabla.grupos:
            if grupo is not None:
                self._unir(lugar, cuantas, grupo)
            lugar += cuantas
        for numero, columna in enumerate(self.tabla.columnas):
            alineado = "right" if columna.tipo.es_numero else "left"
            estilo = {"bold": True, "text_wrap": True, "bottom": 2, "bottom_color": _TINTA, "align": alineado}
            self._texto((self.encabezado, numero), columna.titulo, valign="bottom", **estilo)

    def _unir(self, lugar: int, cuantas: int, grupo: str) -> None:
        """El encabezado de un grupo sobre todas sus columnas."""
        arriba = self.encabezado - 1
        estilo: dict[str, object] = {"bold": True, "align": "center", "bottom": 1, "bottom_color": _TINTA}
        if cuantas == 1:
            self._texto((arriba, lugar), grupo, **estilo)
            return
        formato = self.formatos.dar(estilo)
        self.hoja.merge_range(arriba, lugar, arriba, lugar + cuantas - 1, "", formato)
        self.hoja.write_string(arriba, lugar, sin_formula(grupo), formato)

    def _fila(self, renglon: int, fila: Fila, **estilo: object) -> None:
        for lugar, (celda, columna) in enumerate(zip(fila, self.tabla.columnas, strict=True)):
            self._celda((renglon, lugar), celda, columna, {"valign": "top", **estilo})

    def _celda(
        self, donde: tuple[int, int], celda: Celda, columna: Columna, estilo: dict[str, object]
    ) -> None:
        valor = dato(celda, columna)
        if isinstance(valor, str):
            alineado = "right" if columna.tipo.es_numero else "left"
            self._texto(donde, valor, align=alineado, text_wrap=True, **estilo)
        elif isinstance(valor, date):
            formato = self.formatos.dar({"num_format": "dd/mm/yyyy", "align": "left", **estilo})
            self.hoja.write_datetime(*donde, datetime.combine(valor, time.min), formato)
        else:
            formato = self.formatos.dar({"num_format": _formato_de_numero(valor, columna), **estilo})
            self.hoja.write_number(*donde, float(valor), formato)

    def _texto(self, donde: tuple[int, int], texto: str, **estilo: object) -> None:
        seguro = sin_formula(texto)[:_LARGO_DE_CELDA]
        self.hoja.write_string(*donde, seguro, self.formatos.dar(estilo))

    def _ancho(self, lugar: int) -> int:
        columna = self.tabla.columnas[lugar]
        escritas = (escrita(fila[lugar], columna) for fila in self.tabla.todas)
        largo = max(len(linea) for texto in (columna.titulo, *escritas) for linea in texto.split("\n"))
        return min(max(largo + 2, _ANCHO_MINIMO), _ANCHO_MAXIMO)

    def _presentar(self) -> None:
        """Anchos, encabezado quieto al desplazarse, y hoja carta con el encabezado repetido."""
        for lugar, ancho in enumerate(self.anchos):
            self.hoja.set_column(lugar, lugar, ancho)
        self.hoja.freeze_panes(self.encabezado + 1, 0)
        self.hoja.hide_gridlines(_TODAS_LAS_LINEAS)
        self.hoja.set_paper(_CARTA)
        if sum(self.anchos) > _CABE_VERTICAL:
            self.hoja.set_landscape()
        self.hoja.fit_to_pages(1, 0)
        self.hoja.set_margins(_MARGEN, _MARGEN, _MARGEN, _MARGEN)
        primera = self.encabezado - 1 if self.tabla.grupos else self.encabezado
        self.hoja.repeat_rows(primera, self.encabezado)
        self.hoja.set_footer("&L&A&RPágina &P de &N")


def _formato_de_numero(valor: int | Decimal, columna: Columna) -> str:
    """El formato de Excel, que en español se ve como «1.300» o «67,9»."""
    if columna.tipo is TipoColumna.PORCENTAJE:
        return "#,##0.0" if "%" in columna.titulo else '#,##0.0" %"'
    cifras = max(0, -int(valor.as_tuple().exponent)) if isinstance(valor, Decimal) else 0
    return f"#,##0.{'0' * cifras}" if cifras else "#,##0"
