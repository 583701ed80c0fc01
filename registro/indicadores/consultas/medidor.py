"""Medir reglas en un período: lo que ya se contó de años y trimestres pasados no se vuelve a contar."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from registro.indicadores.consultas.medidas import Recorrido
from registro.indicadores.hechos import Medidas
from registro.indicadores.parciales import Parcial, juntar
from registro.indicadores.recuentos.consultas import Cuando, Recuentos
from registro.indicadores.recuentos.modelo import ENTERO
from registro.indicadores.reglas import Regla


@dataclass(slots=True)
class Medidor:
    """Mide reglas de un mismo período; lo que sirve a varias se pregunta una sola vez."""

    desde: date
    hasta: date
    _recorridos: dict[tuple[date, date, date | None], Recorrido] = field(default_factory=dict)
    _recuentos: Recuentos = field(init=False)

    def __post_init__(self) -> None:
        """Lo ya contado es de ese mismo período."""
        self._recuentos = Recuentos(self.desde, self.hasta)

    def medir(self, regla: Regla) -> Medidas:
        """Por vigencia, lo que la regla mide; una en que la fuente no tiene ningún registro no está."""
        contados = self._recuentos.de(regla)
        de_ano = {v: contado for (v, trimestre), contado in contados.items() if trimestre == ENTERO}
        medidas = {vigencia: contado.medida for vigencia, contado in de_ano.items() if contado is not None}
        por_partes = self._recuentos.partidas - de_ano.keys()
        for primera, ultima in self._seguidas_sin({*de_ano, *por_partes}):
            nuevas = self._recorrido(primera, ultima).medir(regla)
            self._dejar(regla, range(primera, ultima + 1), nuevas)
            medidas |= nuevas
        for vigencia in por_partes:
            medida = juntar(self._partes(regla, vigencia, contados))
            nuevas = {} if medida is None else {vigencia: medida}
            self._dejar(regla, [vigencia], nuevas)
            medidas |= nuevas
        return medidas

    def _dejar(self, regla: Regla, vigencias: Iterable[int], medidas: Medidas) -> None:
        for vigencia in vigencias:
            medida = medidas.get(vigencia)
            self._recuentos.dejar(regla, (vigencia, ENTERO), Parcial(medida) if medida else None)

    def _seguidas_sin(self, contadas: Container[int]) -> Iterator[tuple[int, int]]:
        """Los años que faltan, los seguidos juntos: se preguntan de una vez."""
        primera = None
        for vigencia in range(self.desde.year, self.hasta.year + 2):
            falta = vigencia <= self.hasta.year and vigencia not in contadas
            if falta and primera is None:
                primera = vigencia
            elif not falta and primera is not None:
                yield primera, vigencia - 1
                primera = None

    def _partes(
        self, regla: Regla, vigencia: int, contados: Mapping[Cuando, Parcial | None]
    ) -> Iterator[Parcial | None]:
        """Las de un año: sus trimestres pasados y, si no son todo lo que se pide, lo que va del que sigue."""
        hasta = min(self.hasta, date(vigencia, 12, 31))
        for periodo in self._recuentos.trimestres_de(vigencia):
            cuando = periodo.vigencia, periodo.trimestre
            if cuando in contados:
                yield contados[cuando]
            else:
                contado = self._desde_enero(periodo.inicio, periodo.fin).parcial(regla)
                self._recuentos.dejar(regla, cuando, contado)
                yield contado
        if periodo.fin < hasta:
            yield self._desde_enero(periodo.siguiente.inicio, hasta).parcial(regla)

    def _recorrido(self, primera: int, ultima: int) -> Recorrido:
        desde, hasta = max(self.desde, date(primera, 1, 1)), min(self.hasta, date(ultima, 12, 31))
        return self._que_recorre(desde, hasta)

    def _desde_enero(self, terminadas_desde: date, hasta: date) -> Recorrido:
        return self._que_recorre(date(hasta.year, 1, 1), hasta, terminadas_desde)

    def _que_recorre(self, desde: date, hasta: date, terminadas_desde: date | None = None) -> Recorrido:
        llave = desde, hasta, terminadas_desde
        return self._recorridos.setdefault(llave, Recorrido(*llave))
