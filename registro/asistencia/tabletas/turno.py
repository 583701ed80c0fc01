"""Varias peticiones que llegan a la vez se guardan juntas: un solo commit para todas.

Quien llega primero atiende a los que esperan; los demás reciben su respuesta sin abrir otra transacción.
Si el grupo falla, cada una se intenta sola: la mala no arrastra a las demás.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

P = TypeVar("P")
R = TypeVar("R")
MAXIMO_DEL_GRUPO = 2_000


@dataclass(slots=True, eq=False)
class _Espera(Generic[P, R]):
    pedido: P
    peso: int
    lista: threading.Event = field(default_factory=threading.Event)
    respuesta: R | None = None
    error: BaseException | None = None


class Turno(Generic[P, R]):
    """La cola de un proceso; ``atender`` recibe los pedidos juntos y responde a cada uno, en orden."""

    def __init__(self, atender: Callable[[list[P]], list[R]]) -> None:
        self._atender = atender
        self._cola: list[_Espera[P, R]] = []
        self._candado = threading.Lock()
        self._ocupado = threading.Lock()

    def pedir(self, pedido: P, peso: int = 1) -> R:
        """La respuesta al pedido, o el error que dio."""
        espera: _Espera[P, R] = _Espera(pedido, peso)
        with self._candado:
            self._cola.append(espera)
        with self._ocupado:
            if not espera.lista.is_set():
                self._atender_a(self._tomar(espera))
        if espera.error is not None:
            raise espera.error
        assert espera.respuesta is not None  # noqa: S101 - sin error siempre hay respuesta
        return espera.respuesta

    def _tomar(self, propia: _Espera[P, R]) -> list[_Espera[P, R]]:
        with self._candado:
            grupo, peso = [propia], propia.peso
            for espera in self._cola:
                if espera is not propia and peso + espera.peso <= MAXIMO_DEL_GRUPO:
                    grupo.append(espera)
                    peso += espera.peso
            self._cola = [espera for espera in self._cola if espera not in grupo]
        return grupo

    def _atender_a(self, grupo: list[_Espera[P, R]]) -> None:
        try:
            respuestas = self._atender([espera.pedido for espera in grupo])
            for espera, respuesta in zip(grupo, respuestas, strict=True):
                espera.respuesta = respuesta
        except Exception as error:  # noqa: BLE001 - se le entrega a quien hizo el pedido
            if len(grupo) == 1:
                grupo[0].error = error
            else:
                for espera in grupo:
                    self._atender_a([espera])
        finally:
            for espera in grupo:
                espera.lista.set()


class Turnos(Generic[P, R]):
    """Un turno por base de datos."""

    def __init__(self, atender: Callable[[list[P]], list[R]]) -> None:
        self._atender = atender
        self._por_motor: WeakKeyDictionary[Engine, Turno[P, R]] = WeakKeyDictionary()
        self._candado = threading.Lock()

    def de(self, motor: Engine) -> Turno[P, R]:
        """El de ese motor."""
        with self._candado:
            return self._por_motor.setdefault(motor, Turno(self._atender))
