"""Reunir las cifras de cada producto: reportes, saldos y reglas, y decir cuál es la oficial en cada vigencia.

Un saldo de apertura o una cifra anual sin trimestre es lo que el sector dijo sin reporte trimestral: vale
como reporte de fin de año mientras no haya uno.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from registro.indicadores.avance import Aporte, Corte, valor_de_la_vigencia
from registro.indicadores.consultas.medidas import Medicion, medir
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.magnitud import PORCENTAJE
from registro.indicadores.versiones import REGLA, REPORTE

ULTIMO = 4


@dataclass(frozen=True, slots=True)
class Reunido:
    """Las cifras que entran en el cálculo, y las dos lecturas de la vigencia."""

    aportes: tuple[Aporte, ...]
    oficial: str
    reportado: Decimal | None
    por_regla: Medicion | None


def reunir(
    fichas: Sequence[FichaDeProducto], vigencia: int, dia: date, *, medir_todo: bool
) -> dict[int, Reunido]:
    """Por producto. Las reglas sólo se miden donde son oficiales, salvo que se pidan todas."""
    reportados = _reportados(fichas, Corte.en(vigencia, dia))
    return {
        ficha.id: _reunir(ficha, reportados[ficha.id], (vigencia, dia), medir_todo=medir_todo)
        for ficha in fichas
    }


def _reportados(fichas: Sequence[FichaDeProducto], corte: Corte) -> dict[int, list[Aporte]]:
    """Lo que los sectores dijeron hasta el corte."""
    return {
        ficha.id: [
            aporte
            for aporte in (Aporte(t.desde, t.hasta, ULTIMO, t.valor) for t in ficha.alcanzados)
            if (aporte.hasta, aporte.trimestre) <= (corte.vigencia, corte.trimestre)
        ]
        for ficha in fichas
    }


def _reunir(
    ficha: FichaDeProducto, reportados: list[Aporte], cuando: tuple[int, date], *, medir_todo: bool
) -> Reunido:
    vigencia, dia = cuando
    definicion = ficha.definicion
    dichas = {anual for aporte in reportados for anual in range(aporte.desde, aporte.hasta + 1)}
    reportado = valor_de_la_vigencia(definicion, reportados, vigencia) if vigencia in dichas else None
    medible = definicion.regla is not None and definicion.unidad != PORCENTAJE
    manda = medible and definicion.fuente_oficial == REGLA
    suple = medible and definicion.fuente_oficial not in {REGLA, REPORTE}
    if definicion.regla is None or not (medir_todo or manda or (suple and vigencia not in dichas)):
        return Reunido(tuple(reportados), REPORTE if vigencia in dichas else "", reportado, None)
    medidas = medir(definicion.regla, _desde(ficha, vigencia), min(dia, date(vigencia, 12, 31)))
    usadas = [
        Aporte(anual, anual, _trimestre(anual, vigencia, dia), medida.valor)
        for anual, medida in medidas.items()
        if medida.valor is not None and (manda or (suple and anual not in dichas))
    ]
    sustituidas = {aporte.hasta for aporte in usadas}
    quedan = [a for a in reportados if a.desde != a.hasta or a.hasta not in sustituidas]
    oficial = REGLA if vigencia in sustituidas else REPORTE if vigencia in dichas else ""
    return Reunido((*quedan, *usadas), oficial, reportado, medidas.get(vigencia))


def _desde(ficha: FichaDeProducto, vigencia: int) -> date:
    """La regla mide desde donde termina el último saldo: lo de antes ya está en él."""
    saldos = [t.hasta for t in ficha.alcanzados if t.desde != t.hasta and t.hasta < vigencia]
    primera = max(saldos) + 1 if saldos else ficha.definicion.vigencia_inicial or vigencia
    return date(min(primera, vigencia), 1, 1)


def _trimestre(anual: int, vigencia: int, dia: date) -> int:
    """El trimestre en que cuenta lo medido: el que ya terminó en la vigencia del corte."""
    return Corte.en(vigencia, dia).trimestre if anual == vigencia else ULTIMO
