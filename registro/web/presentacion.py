"""Cómo se escribe en pantalla lo que otras piezas ya decidieron: fechas, cifras, tablas y páginas."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

from flask import Flask
from markupsafe import Markup

from registro import fechas, numeros
from registro.escritores import celdas
from registro.escritores.senales import SENALES
from registro.indicadores import magnitud
from registro.tabla import OCULTO, SIN_DATO, Celda, Columna, Fila, Tabla, TipoColumna, Valor
from registro.textos import unir
from registro.web import controles

_PIDE_ESCAPE = re.compile("[&<>\"']")
_HORA = re.compile(r" ([ap])\. m\.")
_RANGO = re.compile(r" (?=[≤≥<>%])|(?<=[≤≥<>]) ")
_SIN_DATO = frozenset({SIN_DATO, "—", OCULTO})
_TEXTO_LARGO = 60  # más que esto pide una columna ancha aunque la tabla se desplace


@dataclass(frozen=True, slots=True)
class Pagina:
    """Una página de un listado largo; `url` da la dirección de otra página del mismo listado."""

    elementos: Sequence[Any]
    numero: int
    por_pagina: int
    total: int
    url: Callable[[int], str]

    @property
    def ultima(self) -> int:
        return max(1, -(-self.total // self.por_pagina))

    @property
    def desde(self) -> int:
        return min(self.total, (self.numero - 1) * self.por_pagina + 1)

    @property
    def hasta(self) -> int:
        return min(self.total, self.numero * self.por_pagina)

    @property
    def anterior(self) -> str | None:
        return self.url(self.numero - 1) if self.numero > 1 else None

    @property
    def siguiente(self) -> str | None:
        return self.url(self.numero + 1) if self.numero < self.ultima else None


@dataclass(frozen=True, slots=True)
class Filtro:
    """Una lista para elegir qué se ve; `opciones` son pares (valor, texto)."""

    nombre: str
    etiqueta: str
    opciones: Sequence[tuple[str, str]] = field(default=())
    elegida: str = ""


@dataclass(frozen=True, slots=True)
class _Trazo:
    """Lo que comparten las celdas de una columna; se decide una vez por tabla."""

    columna: Columna
    marca: str
    clases: str
    con_forma: bool

    def escribir(self, celda: Celda, destino: str | None) -> str:
        """La celda en HTML; la que tiene destino lleva a sus registros."""
        texto = _seguro(celdas.escrita(celda, self.columna))
        if destino is not None:
            texto = f'<a href="{_direccion_segura(destino)}">{texto}</a>'
        elif self.con_forma:
            texto = senal(str(celda.valor))
        clases = _clases(celda.valor, self.clases)
        alcance = ' scope="row"' if self.marca == "th" else ""
        clase = f' class="{clases}"' if clases else ""
        return f"<{self.marca}{alcance}{clase}>{texto}</{self.marca}>"


def _trazo(lugar: int, columna: Columna, rejilla_desde: int | None) -> _Trazo:
    """La primera columna nombra la fila; las cifras van a la derecha."""
    clases = ["numero"] if columna.tipo.es_numero else []
    if columna.tipo in {TipoColumna.FECHA, TipoColumna.ESTADO}:
        clases.append(columna.tipo.value)
    if rejilla_desde is not None and lugar >= rejilla_desde:
        clases.append("centrada")
    return _Trazo(columna, "td" if lugar else "th", " ".join(clases), columna.tipo is TipoColumna.ESTADO)


def _clases(valor: Valor, de_columna: str) -> str:
    """Además: lo largo, y lo que falta en gris."""
    if not isinstance(valor, str):
        return de_columna
    propias = ["larga"] if len(valor) > _TEXTO_LARGO else []
    if valor in _SIN_DATO:
        propias.append("sin-dato")
    elif "numero" in de_columna:
        propias.append("dicho")
    return " ".join([de_columna, *propias]).lstrip() if propias else de_columna


def _seguro(texto: str) -> str:
    """El texto para ir dentro de HTML; una cifra no trae nada que escapar."""
    return escape(texto) if _PIDE_ESCAPE.search(texto) else texto


_direccion_segura = lru_cache(maxsize=4096)(escape)  # las mismas, cada vez que alguien mira la tabla


def filas_escritas(
    filas: Sequence[Fila],
    tabla: Tabla,
    abrir: Callable[[Celda], str | None] | None,
    rejilla_desde: int | None,
) -> Markup:
    """Las filas con sus celdas; la que tiene registros que quien mira puede ver lleva a ellos.

    Se escriben aquí y no en la plantilla: una tabla del plan tiene ochocientas celdas.
    """
    trazos = [_trazo(lugar, columna, rejilla_desde) for lugar, columna in enumerate(tabla.columnas)]
    piezas: list[str] = []
    for fila in filas:
        piezas.append("<tr>")
        for trazo, celda in zip(trazos, fila, strict=True):
            destino = abrir(celda) if abrir is not None and celda.filtro is not None else None
            piezas.append(trazo.escribir(celda, destino))
        piezas.append("</tr>")
    return Markup("\n".join(piezas))  # noqa: S704 - las clases son nuestras y los textos van escapados


def encabezado(tabla: Tabla) -> list[tuple[str | None, list[tuple[int, Columna]]]]:
    """Las columnas por grupos vecinos, cada una con su posición."""
    numeradas = enumerate(tabla.columnas)
    return [(grupo, list(cols)) for grupo, cols in groupby(numeradas, lambda par: par[1].grupo)]


@lru_cache(maxsize=512)
def senal(palabra: str) -> Markup:
    """La palabra con su forma y su color; una palabra sin señal queda como texto."""
    if palabra not in SENALES:
        return Markup("{}").format(palabra)
    clase, forma = SENALES[palabra].clase, SENALES[palabra].forma
    return Markup(
        '<span class="senal"><span class="forma marca-{}" aria-hidden="true">{}</span>{}</span>'
    ).format(clase, forma, palabra)


def clase_de_color(palabra: str) -> str:
    """La clase de la marca de una palabra con señal."""
    return SENALES[palabra].clase if palabra in SENALES else "gris"


def magnitud_escrita(valor: Decimal | None, unidad: str) -> str:
    """El valor en la unidad de su producto; lo que falta es «sin dato», nunca cero."""
    return magnitud.escrita(magnitud.de(valor, unidad))


def plural(cantidad: int, uno: str, varios: str) -> str:
    """«1 persona», «1.300 personas»."""
    return f"{numeros.escribir(cantidad)} {uno if cantidad == 1 else varios}"


def _sin_partir(escribir: Callable[..., str]) -> Callable[..., str]:
    """Una hora no se parte entre renglones: «8:42» y «p. m.» van juntos."""
    return lambda *momentos: _HORA.sub("\u00a0\\1.\u00a0m.", escribir(*momentos))


def _pie_sin_partir(tabla: Tabla) -> list[str]:
    """El pie de una tabla; un rango («0 ≤ p ≤ 50 %») no se parte entre renglones."""
    return [_RANGO.sub("\u00a0", linea) for linea in celdas.pie(tabla)]


def instalar(app: Flask) -> None:
    """Deja estos filtros al alcance de todas las plantillas."""
    app.jinja_env.filters.update(
        fecha_larga=fechas.fecha_larga,
        fecha_corta=fechas.fecha_corta,
        fecha_hora=_sin_partir(fechas.fecha_hora),
        fecha_hora_corta=_sin_partir(fechas.fecha_hora_corta),
        entre_horas=_sin_partir(fechas.entre_horas),
        hora=_sin_partir(fechas.hora),
        hora_guardada=_sin_partir(fechas.escribir_hora),
        numero=numeros.escribir,
        decimal=numeros.escribir_decimal,
        porcentaje=numeros.escribir_porcentaje,
        plural=plural,
        unir=unir,
        senal=senal,
        clase_de_color=clase_de_color,
        magnitud=magnitud_escrita,
        filas_escritas=filas_escritas,
        encabezado=encabezado,
        pie_de_tabla=_pie_sin_partir,
        **controles.FILTROS,
    )
