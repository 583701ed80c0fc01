"""Lo último que se calculó para las pantallas, mientras nada de lo guardado haya cambiado.

Cada cosa se recuerda con la marca de la base que se leyó **antes** de calcularla: si alguien guarda algo
mientras se calcula, o después, la marca ya es otra y se vuelve a calcular. Nunca se corrige una recordada.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from registro.extensiones import db
from registro.fechas import hoy
from registro.marca import marca_de_la_base
from registro.tabla import Tabla

MAXIMO_DE_CELDAS = 30_000  # unos cinco megabytes
CELDAS_DE_LO_DEMAS = 20  # lo que pesa, más o menos, la ficha de un producto
P = ParamSpec("P")
T = TypeVar("T")


class Recordadas:
    """Lo de una base: sale primero lo que hace más tiempo nadie pide."""

    def __init__(self) -> None:
        self._candado = threading.Lock()
        self._cuando: tuple[object, ...] = ()
        self._halladas: OrderedDict[Hashable, Any] = OrderedDict()
        self._celdas = 0

    def buscar(self, pedida: Hashable, cuando: tuple[object, ...]) -> Any:
        """Lo recordado, si es de esta marca."""
        with self._candado:
            if self._cuando != cuando or pedida not in self._halladas:
                return None
            self._halladas.move_to_end(pedida)
            return self._halladas[pedida]

    def guardar(self, pedida: Hashable, cuando: tuple[object, ...], hallada: Any) -> None:
        """Lo recuerda; lo de otra marca se olvida."""
        with self._candado:
            if self._cuando != cuando:
                self._halladas.clear()
                self._cuando, self._celdas = cuando, 0
            if pedida not in self._halladas:
                self._halladas[pedida] = hallada
                self._celdas += _celdas(hallada)
            while self._celdas > MAXIMO_DE_CELDAS:
                _, olvidada = self._halladas.popitem(last=False)
                self._celdas -= _celdas(olvidada)


_DE: WeakKeyDictionary[Engine, Recordadas] = WeakKeyDictionary()


def recordar(pedida: Hashable, calcular: Callable[[], T]) -> T:
    """Lo recordado o, si algo cambió, recién calculado; debe ser inmutable, porque se comparte.

    Dentro de una operación que está escribiendo se calcula siempre: lo suyo todavía no tiene marca.
    """
    sesion = db.session()
    if sesion.info.get("escribiendo"):
        return calcular()
    recordadas = _DE.setdefault(db.engine, Recordadas())
    cuando = (marca_de_la_base(), hoy())
    hallada: T | None = recordadas.buscar(pedida, cuando)
    if hallada is None:
        sesion.rollback()  # la lectura empieza después de la marca, nunca antes
        hallada = calcular()
        recordadas.guardar(pedida, cuando, hallada)
    return hallada


def ya_recordado(pedida: Hashable) -> Any:
    """Lo recordado, si lo hay y nada ha cambiado: quien puede sacar lo suyo de ahí no lo calcula."""
    if db.session().info.get("escribiendo"):
        return None
    return _DE.setdefault(db.engine, Recordadas()).buscar(pedida, (marca_de_la_base(), hoy()))


def recordada(leer: Callable[P, T]) -> Callable[P, T]:
    """Para una lectura sin datos de nadie, que responde lo mismo a todas: se recuerda por lo que se pide."""

    @wraps(leer)
    def buscar(*args: P.args, **kwargs: P.kwargs) -> T:
        pedida = (leer.__module__, leer.__qualname__, args, tuple(kwargs.items()))
        return recordar(pedida, lambda: leer(*args, **kwargs))

    return buscar


def _celdas(hallada: Any) -> int:
    if isinstance(hallada, Tabla):
        return len(hallada.columnas) * (len(hallada.filas) + 1)
    varias = 1 + len(hallada) if isinstance(hallada, tuple) else 1
    propias: int = getattr(hallada, "celdas", CELDAS_DE_LO_DEMAS * varias)
    return propias
