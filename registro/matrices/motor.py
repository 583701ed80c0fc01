"""El motor de los cruces: reparte hechos en filas y columnas, con totales y filtro por casilla."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from registro.indicadores.hechos import Hecho
from registro.tabla import Celda, Columna, Fila, Filtro, Tabla, Valor

Hechos: TypeAlias = Sequence[Hecho]
SIN_REPETIR: Filtro = (("contada", "una vez"),)
RAYA = "—"


@dataclass(frozen=True, slots=True)
class Portada:
    """Lo que una tabla dice de sí misma, aparte de sus cifras."""

    nombre: str
    titulo: str
    fuente: str
    corte: date
    reglas: str = ""
    notas: tuple[str, ...] = ()

    def tabla(self, columnas: Sequence[Columna], filas: Iterable[Fila], totales: Fila | None) -> Tabla:
        """La tabla de esta portada."""
        return Tabla(
            nombre=self.nombre,
            titulo=self.titulo,
            columnas=tuple(columnas),
            filas=tuple(filas),
            totales=totales,
            fuente=self.fuente,
            corte=self.corte,
            reglas=self.reglas,
            notas=self.notas,
        )


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una fila del cruce: la clave que llevan sus hechos y lo que se escribe a su izquierda."""

    clave: str
    rotulos: tuple[Valor, ...]


def sumar(hechos: Hechos) -> Valor:
    """Lo que vale una casilla si nadie dice otra cosa."""
    return sum(hecho.cantidad for hecho in hechos)


@dataclass(frozen=True, slots=True)
class Cruce:
    """Qué rasgo decide la fila, cuál la columna, y cómo se lee cada casilla.

    :param rotulos: columnas de la izquierda; ``renglones`` y ``columnas`` fijan el orden y lo que aparece
        aunque no tenga hechos.
    :param total: la columna del total de cada fila; ``total_abajo`` agrega la fila de totales.
    :param cierre: última columna, calculada con los hechos de la fila.
    :param sin_lugar: casillas (fila, columna) en que no podía pasar nada: llevan raya y no cero.
    """

    por_fila: str
    por_columna: str
    rotulos: tuple[Columna, ...]
    renglones: tuple[Renglon, ...]
    columnas: tuple[tuple[str, Columna], ...]
    casilla: Callable[[Hechos], Valor] = sumar
    total: Columna | None = None
    total_abajo: bool = True
    cierre: tuple[Columna, Callable[[Hechos], Valor]] | None = None
    sin_lugar: Collection[tuple[str, str]] = ()


def cruzar(portada: Portada, cruce: Cruce, hechos: Iterable[Hecho]) -> Tabla:
    """La tabla de filas por columnas. Lo que no cae en ninguna fila y columna declaradas es un error."""
    reparto = _repartir(cruce, hechos)
    filas = [_fila(cruce, renglon, reparto) for renglon in cruce.renglones]
    columnas = [*cruce.rotulos, *(columna for _, columna in cruce.columnas)]
    if cruce.total is not None:
        columnas.append(cruce.total)
    if cruce.cierre is not None:
        columnas.append(cruce.cierre[0])
    return portada.tabla(columnas, filas, _totales(cruce, reparto) if cruce.total_abajo else None)


Reparto: TypeAlias = dict[tuple[str, str], list[Hecho]]


def _repartir(cruce: Cruce, hechos: Iterable[Hecho]) -> Reparto:
    reparto: Reparto = {
        (renglon.clave, clave): [] for renglon in cruce.renglones for clave, _ in cruce.columnas
    }
    for hecho in hechos:
        lugar = hecho.rasgos[cruce.por_fila], hecho.rasgos[cruce.por_columna]
        if lugar not in reparto:
            raise ValueError(f"Un hecho cae en {lugar} y el cruce no tiene esa casilla")
        reparto[lugar].append(hecho)
    return reparto


def _fila(cruce: Cruce, renglon: Renglon, reparto: Reparto) -> Fila:
    de_la_fila = (cruce.por_fila, renglon.clave)
    celdas = [Celda(rotulo) for rotulo in renglon.rotulos]
    todos: list[Hecho] = []
    for clave, _ in cruce.columnas:
        propios = reparto[renglon.clave, clave]
        todos.extend(propios)
        raya = not propios and (renglon.clave, clave) in cruce.sin_lugar
        valor = RAYA if raya else cruce.casilla(propios)
        celdas.append(_celda(valor, propios, (de_la_fila, (cruce.por_columna, clave))))
    if cruce.total is not None:
        celdas.append(_total(todos, (de_la_fila,)))
    if cruce.cierre is not None:
        celdas.append(Celda(cruce.cierre[1](todos)))
    return tuple(celdas)


def _totales(cruce: Cruce, reparto: Reparto) -> Fila:
    celdas = [Celda("Total"), *(Celda("") for _ in cruce.rotulos[1:])]
    for clave, _ in cruce.columnas:
        propios = [hecho for renglon in cruce.renglones for hecho in reparto[renglon.clave, clave]]
        celdas.append(_celda(sumar(propios), propios, ((cruce.por_columna, clave),)))
    todos = [hecho for propios in reparto.values() for hecho in propios]
    if cruce.total is not None:
        celdas.append(_total(todos, ()))
    if cruce.cierre is not None:
        celdas.append(Celda(cruce.cierre[1](todos)))
    return tuple(celdas)


def _total(hechos: Hechos, filtro: Filtro) -> Celda:
    """El total a lo ancho de una fila: lo contado bajo dos columnas entra una vez."""
    unicos = [hecho for hecho in hechos if not hecho.repetido]
    hay_repetidos = len(unicos) < len(hechos)
    return _celda(sumar(unicos), unicos, (*filtro, *SIN_REPETIR) if hay_repetidos else filtro)


def _celda(valor: Valor, hechos: Hechos, filtro: Filtro) -> Celda:
    """Con hechos detrás, la casilla se abre."""
    return Celda(valor, filtro if hechos else None)
