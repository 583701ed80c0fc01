"""Las casillas del cumplimiento que no se muestran porque devolverían la cifra oculta de un producto.

Todo lo demás de cada producto se publica: un promedio o un color contado que lo incluya se despeja restando.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from registro.indicadores.consultas.avances import Lectura, Leido
from registro.indicadores.semaforo import Color
from registro.informes.catalogo.divulga import Divulga, Ocultar, Posicion
from registro.informes.catalogo.medidos import Ocultos, ocultos
from registro.informes.parametros import Parametros
from registro.informes.publicas.lanzamiento import Lanzamiento
from registro.tabla import Tabla

Leer: TypeAlias = Callable[[Parametros], Lectura]
Agrupar: TypeAlias = Callable[[Sequence[Leido]], Sequence[Sequence[Leido]]]
DE_LA_POLITICA = "son metas y cuántos productos hay, que no dicen nada de nadie"
DEL_ANO = ("Alcanzado", "Cumplimiento %", "Color")
ACUMULADO = ("Alcanzado acumulado", "A la fecha %", "Avance %", "Rezago")
DE_HOY = ("Con la definición que rige hoy", "Con las reglas que rigen hoy")
COLORES = tuple(color.value for color in Color)


def de_cumplimiento(leer: Leer) -> Divulga:
    """Una fila por producto: lo del año y lo acumulado, con lo que de cada uno se saca."""

    def ocultar(lanzamiento: Lanzamiento, parametros: Parametros, tabla: Tabla) -> Iterator[Posicion]:
        lectura = leer(parametros)
        cuales = ocultos(lanzamiento, lectura)
        for fila, producto in enumerate(lectura.productos):
            codigo = producto.ficha.codigo
            titulos = (*(DEL_ANO if codigo in cuales.del_ano else ()),)
            titulos += ACUMULADO if codigo in cuales.acumulado else ()
            yield from _con_cifra(tabla, fila, titulos)

    cuentan = ("Alcanzado acumulado", "Alcanzado")
    derivan = ("Cumplimiento %", "A la fecha %", "Avance %", "Rezago")
    return _divulga(cuentan, derivan, ("Meta acumulada", "Meta"), ocultar)


def de_avance(leer: Leer, agrupar: Agrupar) -> Divulga:
    """El promedio de cada sector y el de todos."""

    def callan(productos: Iterable[Leido], cuales: Ocultos) -> bool:
        con_final = (uno for uno in productos if uno.definicion.meta_final is not None)
        return any(uno.ficha.codigo in cuales.acumulado for uno in con_final)

    titulos = ("Avance %", "Diferencia pp")
    libres = ("Programado %", "Productos contados", "Productos sin meta final")
    return _divulga(titulos, (), libres, _por_grupo(leer, agrupar, callan, titulos))


def de_colores(leer: Leer, agrupar: Agrupar) -> Divulga:
    """Cuántos productos de cada color."""

    def callan(productos: Iterable[Leido], cuales: Ocultos) -> bool:
        con_color = (uno for uno in productos if isinstance(uno.color, Color))
        return any(uno.ficha.codigo in cuales.del_ano for uno in con_color)

    libres = ("Total", "Sin meta", "Cumplidos")
    return _divulga(COLORES, (), libres, _por_grupo(leer, agrupar, callan, COLORES))


def _divulga(
    cuentan: tuple[str, ...], derivan: tuple[str, ...], libres: tuple[str, ...], ocultar: Ocultar
) -> Divulga:
    return Divulga(libres, DE_LA_POLITICA, cuentan, derivan, ocultar=ocultar, callar=DE_HOY)


def _por_grupo(
    leer: Leer,
    agrupar: Agrupar,
    callan: Callable[[Iterable[Leido], Ocultos], bool],
    titulos: Collection[str],
) -> Ocultar:
    """Una fila por grupo y la de totales."""

    def ocultar(lanzamiento: Lanzamiento, parametros: Parametros, tabla: Tabla) -> Iterator[Posicion]:
        lectura = leer(parametros)
        cuales = ocultos(lanzamiento, lectura)
        for fila, suyos in enumerate((*agrupar(lectura.productos), lectura.productos)):
            if callan(suyos, cuales):
                yield from _con_cifra(tabla, fila, titulos)

    return ocultar


def _con_cifra(tabla: Tabla, fila: int, titulos: Collection[str]) -> Iterator[Posicion]:
    """Las casillas de esas columnas que dicen algo: un «sin dato» no es una cifra."""
    for columna, titulada in enumerate(tabla.columnas):
        valor = tabla.todas[fila][columna].valor
        if titulada.titulo in titulos and (not isinstance(valor, str) or valor in COLORES):
            yield fila, columna
