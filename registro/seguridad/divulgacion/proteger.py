"""Qué se oculta de una tabla al publicarla: lo pequeño y lo que haría falta para despejarlo. Puro.

Primero se ocultan las pequeñas (0 < n < k); después, para cada una, el recorrido de celdas que menos pesa; al
final se vuelven a mostrar todas las que la comprobación permita, y se prueban otros órdenes. El resultado
depende sólo de la tabla: publicarla dos veces da lo mismo.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from registro.seguridad.divulgacion.busqueda import Busqueda, Testigo
from registro.seguridad.divulgacion.cubo import OCULTA, SELLADA, VISIBLE, Cubo

PESO, PESO_POR_TOTAL = 1000, 8
SEGUNDA_OPINION: TypeAlias = Callable[[Cubo, bytearray, int, int], Testigo | None]


@dataclass(frozen=True, slots=True)
class Encargo:
    """Lo que se quiere publicar y lo que ya se sabe.

    :param pedidas: las celdas que la tabla mostraría.
    :param primarias: las que no pueden conocerse, se pidan o no, y cuánto debe quedar entre lo menos y lo más
        que puede valer cada una (k-1).
    :param selladas: las que ya se conocen.
    :param ya_ocultas: las que antes se ocultaron y siguen así.
    """

    pedidas: frozenset[int]
    primarias: Mapping[int, int]
    selladas: frozenset[int] = frozenset()
    ya_ocultas: frozenset[int] = frozenset()


@dataclass(slots=True)
class Proteccion:
    """Qué queda a la vista y los testigos de que cada primaria está protegida."""

    estado: bytearray
    testigos: dict[int, Testigo]
    complementarias: set[int] = field(default_factory=set)

    def copia(self) -> Proteccion:
        """Otra igual, para probar un cambio sin perder esta."""
        return Proteccion(bytearray(self.estado), dict(self.testigos), set(self.complementarias))


def pequenas(cubo: Cubo, celdas: Iterable[int], umbral: int, *, ceros: bool = False) -> dict[int, int]:
    """Las celdas con 0 < n < k y el ancho que deben guardar; con ``ceros``, también las vacías."""
    desde = 0 if ceros else 1
    return {celda: umbral - 1 for celda in celdas if desde <= cubo.valores[celda] < umbral}


class Protector:
    """Protege un encargo; con ``otra_opinion`` (la exacta) muestra más de lo que su búsqueda sabría."""

    def __init__(self, cubo: Cubo, encargo: Encargo, otra_opinion: SEGUNDA_OPINION | None = None) -> None:
        self.cubo, self.encargo, self.otra_opinion = cubo, encargo, otra_opinion
        self.pesos = [self._peso(celda) for celda in range(cubo.celdas)]
        self.imposibles: set[int] = set()

    def proteger(self, intentos: int = 0) -> Proteccion | None:
        """La mejor protección que se halle, o nada si ninguna deja seguras todas las primarias."""
        intentadas = (self._de_una(self._orden(intento)) for intento in range(max(1, intentos)))
        mejor = min((una for una in intentadas if una), key=self.peso, default=None)
        return mejor and self._retocar(mejor, intentos)

    def peso(self, proteccion: Proteccion) -> int:
        """Lo que se pierde con lo oculto; menos es mejor."""
        return sum(self.pesos[celda] for celda in proteccion.complementarias)

    def _peso(self, celda: int) -> int:
        """Ocultar un total pesa mucho más; entre dos iguales se oculta la menor."""
        base: int = PESO * PESO_POR_TOTAL ** self.cubo.totales(celda)
        return base + min(self.cubo.valores[celda], PESO // 10)

    def _orden(self, intento: int) -> list[int]:
        """Las primarias de menor a mayor, o en otro orden que sólo depende del intento."""
        valores = self.cubo.valores
        if not intento:
            return sorted(self.encargo.primarias, key=lambda celda: (valores[celda], celda))
        return sorted(self.encargo.primarias, key=lambda celda: (celda + 1) * 7919 * intento % 10007)

    def _de_una(self, orden: list[int]) -> Proteccion | None:
        estado = bytearray(self.cubo.celdas)
        for celda in self.encargo.pedidas:
            estado[celda] = VISIBLE
        for celda in (*self.encargo.primarias, *self.encargo.ya_ocultas):
            estado[celda] = OCULTA
        for celda in self.encargo.selladas:
            estado[celda] = SELLADA
        proteccion = Proteccion(estado, {})
        if not self._asegurar(proteccion, orden, self.pesos):
            return None
        return self._depurar(proteccion)

    def _asegurar(self, proteccion: Proteccion, orden: Iterable[int], pesos: list[int]) -> bool:
        """Un testigo para cada primaria, ocultando lo que haga falta."""
        busqueda = Busqueda(self.cubo, proteccion.estado, pesos)
        for celda in orden:
            testigo = busqueda.asegurar(celda, self.encargo.primarias[celda])
            if testigo is None:
                testigo = self._segunda(proteccion.estado, celda)
            if testigo is None:
                self.imposibles.add(celda)
                return False
            proteccion.testigos[celda] = testigo
        proteccion.complementarias = {
            celda
            for celda in self.encargo.pedidas - self.encargo.ya_ocultas - self.encargo.selladas
            if proteccion.estado[celda] == OCULTA
        } - set(self.encargo.primarias)
        return True

    def _segunda(self, estado: bytearray, celda: int) -> Testigo | None:
        ancho = self.encargo.primarias[celda]
        return self.otra_opinion and self.otra_opinion(self.cubo, estado, celda, ancho)

    def _depurar(self, proteccion: Proteccion) -> Proteccion:
        """Vuelve a mostrar cada complementaria que no haga falta, las que más pesan primero."""
        for celda in sorted(proteccion.complementarias, key=lambda c: (-self.pesos[c], c)):
            self._mostrar(proteccion, celda)
        return proteccion

    def _mostrar(self, proteccion: Proteccion, celda: int) -> bool:
        """Muestra la celda si las primarias cuyo testigo la usaba tienen otro."""
        proteccion.estado[celda] = VISIBLE
        nuevos = self._rehechos(proteccion, celda)
        if nuevos is None:
            proteccion.estado[celda] = OCULTA
            return False
        proteccion.testigos.update(nuevos)
        proteccion.complementarias.discard(celda)
        return True

    def _rehechos(self, proteccion: Proteccion, celda: int) -> dict[int, Testigo] | None:
        busqueda = Busqueda(self.cubo, proteccion.estado, self.pesos)
        nuevos = {}
        for primaria in self._apoyadas(proteccion, {celda}):
            testigo = busqueda.testigo(primaria, self.encargo.primarias[primaria])
            testigo = testigo or self._segunda(proteccion.estado, primaria)
            if testigo is None:
                return None
            nuevos[primaria] = testigo
        return nuevos

    def _apoyadas(self, proteccion: Proteccion, celdas: Collection[int]) -> list[int]:
        """Las primarias cuyo testigo usa alguna de esas celdas."""
        return [
            primaria
            for primaria, testigo in proteccion.testigos.items()
            if any(testigo.sube.get(celda) or testigo.baja.get(celda) for celda in celdas)
        ]

    def _retocar(self, mejor: Proteccion, intentos: int) -> Proteccion:
        """Cambia una complementaria por otro recorrido mientras con eso se oculte menos."""
        for celda in sorted(mejor.complementarias)[: intentos * 4]:
            otra = self._sin(mejor.copia(), celda) if celda in mejor.complementarias else None
            mejor = min((una for una in (mejor, otra) if una), key=self.peso)
        return mejor

    def _sin(self, proteccion: Proteccion, celda: int) -> Proteccion | None:
        """Otra protección que muestra esa celda."""
        apoyadas = self._apoyadas(proteccion, {celda})
        proteccion.estado[celda] = SELLADA
        bien = self._asegurar(proteccion, apoyadas, self.pesos)
        proteccion.estado[celda] = VISIBLE
        return self._depurar(proteccion) if bien else None
