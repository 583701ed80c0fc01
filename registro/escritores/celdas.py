"""Cómo se escribe una celda: para las personas, para los programas y para las hojas de cálculo."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from registro.fechas import fecha_corta, fecha_larga
from registro.numeros import escribir, escribir_decimal, escribir_porcentaje
from registro.tabla import SIN_DATO, Celda, Columna, Tabla, TipoColumna, Valor

_INICIA_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")  # también las de ancho completo
_NUMERO = re.compile(r"[-+][0-9][0-9.,]*")  # «-1» empieza como fórmula y no lo es
_DICE_LA_UNIDAD = re.compile(r"%|\bpp\b")  # puntos porcentuales
_UNA_CIFRA = Decimal("0.1")


def sin_formula(texto: str) -> str:
    """El texto que una hoja de cálculo no ejecuta: lo que parece fórmula lleva un apóstrofo delante."""
    if not texto.startswith(_INICIA_FORMULA) or _NUMERO.fullmatch(texto):
        return texto
    return f"'{texto}"


def dato(celda: Celda, columna: Columna) -> Valor:
    """El valor para un programa; los porcentajes salen con una cifra decimal, como se publican."""
    if columna.tipo is TipoColumna.PORCENTAJE and isinstance(celda.valor, Decimal):
        return celda.valor.quantize(_UNA_CIFRA, rounding=ROUND_HALF_UP)
    return celda.valor


def para_programas(celda: Celda, columna: Columna) -> Valor | None:
    """El dato en una salida que se suma sola: donde no hay cifra no hay valor, ni cero ni palabras."""
    return None if columna.tipo.es_numero and celda.valor == SIN_DATO else dato(celda, columna)


def escrita(celda: Celda, columna: Columna) -> str:
    """El valor como lo lee una persona; si el título ya dice % o pp, la celda no lo repite."""
    valor = celda.valor
    if isinstance(valor, str):
        return valor
    if isinstance(valor, date):
        return fecha_corta(valor)
    if columna.tipo is TipoColumna.PORCENTAJE:
        return escribir_decimal(valor) if _dice_la_unidad(columna.titulo) else escribir_porcentaje(valor)
    return escribir(valor) if isinstance(valor, int) else escribir_decimal(valor, None)


@lru_cache(maxsize=512)
def _dice_la_unidad(titulo: str) -> bool:
    return _DICE_LA_UNIDAD.search(titulo) is not None


def pie(tabla: Tabla) -> tuple[str, ...]:
    """Las notas y la línea de la fuente, que va debajo de toda tabla."""
    reglas = f" Reglas: {tabla.reglas}." if tabla.reglas else ""
    return (*tabla.notas, f"Fuente: {tabla.fuente} a {fecha_larga(tabla.corte)}.{reglas}")
