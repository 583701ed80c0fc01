"""Cuánto ocupa cada columna de una tabla en el papel, según lo que dice."""

from collections.abc import Sequence

from registro.escritores.celdas import escrita
from registro.escritores.senales import SENALES
from registro.tabla import Tabla

_BORDE = 3.0  # lo que el aire a los lados de una celda quita, en letras
_HOLGADA = 46.0  # más ancha que esto, una columna de textos se parte en renglones
_MENOR = 0.6  # una tabla de pocas columnas no se encoge más que esto


def repartir(tabla: Tabla, letras: float, propios: Sequence[float] = ()) -> tuple[float, ...]:
    """La parte del ancho de la página que toma cada columna; suman 1 o menos.

    :param letras: cuántas caben a lo ancho de la página.
    :param propios: proporciones ya decididas.
    """
    if propios:
        return tuple(ancho / sum(propios) for ancho in propios)
    minimos, deseos = zip(*(_pide(tabla, lugar) for lugar in range(len(tabla.columnas))), strict=True)
    if sum(deseos) <= letras:
        ocupada = max(_MENOR, sum(deseos) / letras)
        return tuple(deseo * ocupada / sum(deseos) for deseo in deseos)
    if sum(minimos) >= letras:
        return tuple(minimo / sum(minimos) for minimo in minimos)
    sobra, falta = letras - sum(minimos), sum(deseos) - sum(minimos)
    return tuple(
        (minimo + (deseo - minimo) * sobra / falta) / letras
        for minimo, deseo in zip(minimos, deseos, strict=True)
    )


def _pide(tabla: Tabla, lugar: int) -> tuple[float, float]:
    """Lo menos que necesita una columna (su palabra más larga) y lo que quisiera (su texto más largo)."""
    columna = tabla.columnas[lugar]
    textos = [_con_forma(escrita(fila[lugar], columna)) for fila in tabla.todas]
    titulo = _con_forma(columna.titulo).replace("\n", " ")
    palabras = [palabra for texto in (titulo, *textos) for palabra in texto.split(" ")]
    menor = max(len(palabra) for palabra in palabras)
    menor = max([menor, *(len(palabra) + 1 for palabra in titulo.split(" "))])  # el título va en negrita
    if columna.tipo.es_numero:
        menor = max([menor, *(len(texto) for texto in textos)])
    mayor = max([menor, *(len(texto) for texto in textos), min(len(titulo), 14)])
    return menor + _BORDE, min(float(mayor), max(_HOLGADA, float(menor))) + _BORDE


def _con_forma(texto: str) -> str:
    """La forma y la palabra no se separan: juntas miden como una sola."""
    return f"mm{texto}" if texto in SENALES else texto
