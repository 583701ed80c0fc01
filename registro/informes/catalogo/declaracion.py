"""Cómo se declara una tabla: qué responde, qué filtros toma y quién la arma."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from registro.informes.catalogo.divulga import Divulga
from registro.informes.parametros import Parametros
from registro.matrices.motor import Portada
from registro.numeros import escribir
from registro.tabla import Celda, Filtro, Tabla, Valor

Resumen: TypeAlias = Callable[[Parametros, Tabla], list[tuple[str, str]]]

REGISTROS = "registros"
PERIODO = ("vigencia", "corte")


@dataclass(frozen=True, slots=True)
class Declaracion:
    """Una tabla con nombre.

    :param responde: la pregunta que contesta, en una línea.
    :param filtros: los que toma; los demás se niegan con una frase.
    :param divulga: qué de ella cuenta personas, y cómo se protege al publicarla.
    :param fijo: lo que toda casilla da por sabido al abrirse (su medida, su tipo).
    :param resumen: las cifras que van primero: pares (cifra escrita, qué cuenta).
    :param rejilla_desde: en una matriz, la primera columna centrada.
    :param avisa: sus notas piden atención y van antes que la tabla.
    :param callados: filtros que toma y no se ofrecen en pantalla, porque no mueven ninguna cifra.
    :param completar: lo que se mira cuando no se eligió; la pantalla lo muestra elegido.
    """

    nombre: str
    titulo: str
    responde: str
    grupo: str
    filtros: tuple[str, ...]
    armar: Callable[[Parametros], Tabla]
    resumen: Resumen
    divulga: Divulga
    fijo: dict[str, str] = field(default_factory=dict)
    rejilla_desde: int | None = None
    avisa: bool = False
    callados: tuple[str, ...] = ()
    completar: Callable[[Parametros], Parametros] = lambda parametros: parametros


def portada(declarada: tuple[str, str], parametros: Parametros, **otros: object) -> Portada:
    """La portada de una tabla de registros: ``declarada`` es (nombre, título)."""
    nombre, titulo = declarada
    base: dict[str, object] = {"fuente": REGISTROS, "corte": parametros.corte_escrito} | otros
    return Portada(nombre=nombre, titulo=parametros.titular(titulo), **base)  # type: ignore[arg-type]  # pares sueltos


def resumir(*columnas: tuple[int | None, str, str]) -> Resumen:
    """Los totales de esas columnas (sin columna, cuántas filas hay); cada una: (posición, uno, varios)."""

    def cifras(_parametros: Parametros, tabla: Tabla) -> list[tuple[str, str]]:
        valores = [
            len(tabla.filas) if lugar is None or tabla.totales is None else tabla.totales[lugar].valor
            for lugar, _, _ in columnas
        ]
        return [
            (escribir(valor) if isinstance(valor, int) else str(valor), uno if valor == 1 else varios)
            for valor, (_, uno, varios) in zip(valores, columnas, strict=True)
        ]

    return cifras


def cifra(valor: Valor, **filtro: str) -> Celda:
    """Una cifra que se abre; un cero o un «sin dato» no tienen nada detrás."""
    pares: Filtro = tuple(filtro.items())
    return Celda(valor, pares if not isinstance(valor, str) and valor != 0 else None)


def textos(*valores: Valor) -> tuple[Celda, ...]:
    """Celdas que no se abren."""
    return tuple(Celda(valor) for valor in valores)
