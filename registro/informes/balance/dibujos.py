"""Las figuras del Balance: cuántos productos hay de cada color, con su tabla detrás."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from registro.escritores.celdas import escrita
from registro.escritores.documento import Figura
from registro.escritores.graficas import Parte, barras
from registro.escritores.trazos import Rotulo
from registro.informes.balance.papel import breve
from registro.informes.datos import Dato, totales
from registro.numeros import escribir_porcentaje
from registro.tabla import Celda, Columna, Fila, Tabla, TipoColumna, Valor
from registro.textos import unir

CIEN = Decimal(100)
EN_SINGULAR = {"Cumplidos": "Cumplido"}  # la serie se llama como su color
_NO_SON_COLOR = 2  # el rótulo y el total


def partes(tabla: Tabla) -> dict[str, str]:
    """Qué parte de todos es cada color, escrita; sin los números no se dice."""
    todos = totales(tabla)
    total = todos["Total"].numero
    return {
        columna.titulo: escribir_porcentaje(numero * CIEN / total)
        for columna in tabla.columnas[_NO_SON_COLOR:]
        if total and (numero := todos[columna.titulo].numero) is not None
    }


def de_todos(tabla: Tabla) -> Figura:
    """Figura 1: el porcentaje de cada color sobre todos los productos."""
    fila = tabla.totales or ()
    escritas = partes(tabla)
    detras = _detras(tabla, fila, "figura_1", "Productos de cada color", con_porcentaje=True)
    series = [
        (nombre, dato, f"{dato.escrito} ({escritas[nombre]})" if nombre in escritas else dato.escrito)
        for nombre, dato in _colores(tabla, fila)
    ]
    return _figura(("f1", "Porcentaje de productos de cada color"), series, detras)


def de_sector(tabla: Tabla, sector: str, numero: int) -> Figura:
    """Figuras 2 a 15: los productos de cada color de un sector."""
    fila = next(fila for fila in tabla.filas if fila[0].valor == sector)
    titulo = f"Productos de cada color, sector {sector}"
    detras = _detras(tabla, fila, f"figura_{numero}", titulo, con_porcentaje=False)
    series = [(nombre, dato, dato.escrito) for nombre, dato in _colores(tabla, fila)]
    return _figura((f"f{numero}", titulo), series, detras)


def _colores(tabla: Tabla, fila: Fila) -> list[tuple[str, Dato]]:
    """Los colores que alguien tiene; una cifra oculta se nombra y no se dibuja."""
    pares = zip(tabla.columnas[_NO_SON_COLOR:], fila[_NO_SON_COLOR:], strict=True)
    return [(c.titulo, Dato(celda.valor, escrita(celda, c))) for c, celda in pares if celda.valor != 0]


def _figura(rotulo: tuple[str, str], series: list[tuple[str, Dato, str]], detras: Tabla) -> Figura:
    clave, titulo = rotulo
    dichas = unir([f"{nombre.lower()} {escrito}" for nombre, _, escrito in series])
    alternativo = f"Barras: {dichas}." if series else "Todavía ningún producto tiene color."
    trozos = [
        Parte(EN_SINGULAR.get(nombre, nombre), dato.numero or Decimal(0), escrito)
        for nombre, dato, escrito in series
    ]
    return Figura(barras(Rotulo(clave, titulo, alternativo), trozos), titulo, alternativo, detras)


def _detras(tabla: Tabla, fila: Fila, nombre: str, titulo: str, *, con_porcentaje: bool) -> Tabla:
    """Color y cuántos: la tabla de la figura, con la misma fuente y las mismas reglas."""
    columnas = [Columna("Color", TipoColumna.ESTADO), Columna("Productos", TipoColumna.ENTERO)]
    total = Dato(fila[1].valor, "").numero
    filas: list[Fila] = []
    for columna, celda in zip(tabla.columnas[_NO_SON_COLOR:], fila[_NO_SON_COLOR:], strict=True):
        cuantos = Dato(celda.valor, "").numero
        parte: Valor = cuantos * CIEN / total if cuantos is not None and total else celda.valor
        propia = (Celda(columna.titulo), Celda(celda.valor))
        filas.append((*propia, Celda(parte)) if con_porcentaje else propia)
    if con_porcentaje:
        columnas.append(Columna("% del total", TipoColumna.PORCENTAJE))
    dicho = replace(breve(tabla), nombre=nombre, titulo=titulo, totales=None, notas=(), filas=())
    return replace(dicho, columnas=tuple(columnas), filas=tuple(filas))
