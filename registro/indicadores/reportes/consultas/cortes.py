"""Los cortes: cuáles están cerrados, por quién, y cuáles se reabrieron y por qué."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from registro.extensiones import db
from registro.fechas import hoy
from registro.indicadores.reportes.modelo import CifraCongelada, CorteCerrado
from registro.indicadores.reportes.periodos import TRIMESTRES, Periodo


@dataclass(frozen=True, slots=True)
class FichaDeCorte:
    """Un corte cerrado, o el cierre que tuvo antes de reabrirse."""

    periodo: Periodo
    cerrado_en: datetime
    cerrado_por: str
    huella: str
    cifras: int
    reabierto_en: datetime | None
    reabierto_por: str
    motivo: str
    semaforo: str

    @property
    def cerrado(self) -> bool:
        """Si sus cifras siguen congeladas."""
        return self.reabierto_en is None


def cortes() -> list[FichaDeCorte]:
    """Todos los cierres que ha habido, el más reciente primero."""
    cuantas = (
        select(CifraCongelada.corte_id, func.count().label("cifras"))
        .group_by(CifraCongelada.corte_id)
        .subquery()
    )
    filas = db.session.execute(
        select(CorteCerrado, func.coalesce(cuantas.c.cifras, 0))
        .outerjoin(cuantas, cuantas.c.corte_id == CorteCerrado.id)
        .order_by(CorteCerrado.vigencia.desc(), CorteCerrado.trimestre.desc(), CorteCerrado.id.desc())
    )
    return [
        FichaDeCorte(
            Periodo(corte.vigencia, corte.trimestre),
            corte.cerrado_en,
            corte.cerrado_por,
            corte.huella,
            cifras,
            corte.reabierto_en,
            corte.reabierto_por,
            corte.motivo,
            corte.semaforo,
        )
        for corte, cifras in filas
    ]


def abiertos(vigencia: int) -> list[Periodo]:
    """Los trimestres terminados de un año que no están cerrados, el más reciente primero."""
    cerrados = {ficha.periodo for ficha in cortes() if ficha.cerrado}
    todos = [Periodo(vigencia, trimestre) for trimestre in reversed(TRIMESTRES)]
    return [uno for uno in todos if uno.fin < hoy() and uno not in cerrados]
