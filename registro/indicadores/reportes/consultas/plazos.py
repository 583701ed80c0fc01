"""El calendario de reportes: las reglas, los vencimientos fijados y cuándo vence cada trimestre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from registro.extensiones import db
from registro.indicadores.reportes.modelo import PlazoFijado, ReglaDePlazo
from registro.indicadores.reportes.periodos import TRIMESTRES, Periodo
from registro.indicadores.reportes.plazos import Regla, vencimiento
from registro.recordadas import recordada


@dataclass(frozen=True, slots=True)
class CalendarioDePlazos:
    """Con qué se saca el vencimiento de cualquier trimestre."""

    reglas: tuple[Regla, ...]
    notas: dict[Periodo, str]
    fijados: dict[Periodo, date]
    motivos: dict[Periodo, str]

    def vence(self, periodo: Periodo) -> date | None:
        """El último día para reportar; nada si el trimestre es anterior a la primera regla."""
        return vencimiento(periodo, self.reglas, self.fijados)

    @property
    def primero(self) -> Periodo | None:
        """El primer trimestre que se pide."""
        return min([*(regla.desde for regla in self.reglas), *self.fijados], default=None)


@dataclass(frozen=True, slots=True)
class Vencimiento:
    """Cuándo vence un trimestre y por qué ese día."""

    periodo: Periodo
    vence: date | None
    motivo: str


@recordada
def calendario() -> CalendarioDePlazos:
    """El vigente."""
    reglas = db.session.scalars(
        select(ReglaDePlazo).order_by(ReglaDePlazo.vigencia, ReglaDePlazo.trimestre)
    ).all()
    fijados = db.session.scalars(select(PlazoFijado)).all()
    return CalendarioDePlazos(
        reglas=tuple(Regla(Periodo(r.vigencia, r.trimestre), r.dias_habiles) for r in reglas),
        notas={Periodo(r.vigencia, r.trimestre): r.nota for r in reglas},
        fijados={Periodo(f.vigencia, f.trimestre): f.vence for f in fijados},
        motivos={Periodo(f.vigencia, f.trimestre): f.motivo for f in fijados},
    )


def vencimientos(vigencia: int) -> list[Vencimiento]:
    """Los cuatro de un año."""
    vigente = calendario()
    periodos = [Periodo(vigencia, trimestre) for trimestre in TRIMESTRES]
    return [Vencimiento(uno, vigente.vence(uno), vigente.motivos.get(uno, "")) for uno in periodos]
