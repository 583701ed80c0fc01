"""Medir reglas en un período: lo de los años pasados que ya se contó no se vuelve a contar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from registro.indicadores.consultas.medidas import Recorrido
from registro.indicadores.hechos import Medicion, Medidas
from registro.indicadores.recuentos.consultas import Recuentos
from registro.indicadores.reglas import Regla


@dataclass(slots=True)
class Medidor:
    """Mide reglas de un mismo período; lo que sirve a varias se pregunta una sola vez."""

    desde: date
    hasta: date
    _recorridos: dict[tuple[int, int], Recorrido] = field(default_factory=dict)
    _recuentos: Recuentos = field(init=False)

    def __post_init__(self) -> None:
        """Lo ya contado es de ese mismo período."""
        self._recuentos = Recuentos(self.desde, self.hasta)

    def medir(self, regla: Regla) -> Medidas:
        """Por vigencia, lo que la regla mide; una en que la fuente no tiene ningún registro no está."""
        contadas = self._recuentos.de(regla)
        medidas = {vigencia: medida for vigencia, medida in contadas.items() if medida is not None}
        for primera, ultima in self._seguidas_sin(contadas):
            nuevas = self._recorrido(primera, ultima).medir(regla)
            self._recuentos.dejar(regla, range(primera, ultima + 1), nuevas)
            medidas |= nuevas
        return medidas

    def _seguidas_sin(self, contadas: dict[int, Medicion | None]) -> Iterator[tuple[int, int]]:
        """Los años que faltan, los seguidos juntos: se preguntan de una vez."""
        primera = None
        for vigencia in range(self.desde.year, self.hasta.year + 2):
            falta = vigencia <= self.hasta.year and vigencia not in contadas
            if falta and primera is None:
                primera = vigencia
            elif not falta and primera is not None:
                yield primera, vigencia - 1
                primera = None

    def _recorrido(self, primera: int, ultima: int) -> Recorrido:
        desde, hasta = max(self.desde, date(primera, 1, 1)), min(self.hasta, date(ultima, 12, 31))
        return self._recorridos.setdefault((primera, ultima), Recorrido(desde, hasta))
