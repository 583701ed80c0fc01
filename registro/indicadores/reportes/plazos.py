"""Cuándo vence cada trimestre y qué tan cerca está: lejos, a cinco días o menos, hoy, o vencido."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registro.festivos import habiles_entre, sumar_habiles
from registro.indicadores.reportes.periodos import Periodo
from registro.numeros import escribir


class Urgencia(StrEnum):
    """Cuánto falta, en días hábiles."""

    LEJOS = "lejos"
    CINCO = "D-5"
    CUATRO = "D-4"
    TRES = "D-3"
    DOS = "D-2"
    UNO = "D-1"
    HOY = "hoy"
    VENCIDO = "vencido"


CERCA = (Urgencia.HOY, Urgencia.UNO, Urgencia.DOS, Urgencia.TRES, Urgencia.CUATRO, Urgencia.CINCO)


@dataclass(frozen=True, slots=True, order=True)
class Regla:
    """Desde un trimestre, cuántos días hábiles hay para reportar después de que termina."""

    desde: Periodo
    dias_habiles: int


def vencimiento(periodo: Periodo, reglas: Sequence[Regla], fijados: Mapping[Periodo, date]) -> date | None:
    """El último día para reportar; nada si ese trimestre es anterior a la primera regla."""
    if periodo in fijados:
        return fijados[periodo]
    vigentes = [regla for regla in reglas if regla.desde <= periodo]
    return sumar_habiles(periodo.fin, max(vigentes).dias_habiles) if vigentes else None


def urgencia(vence: date, hoy: date) -> Urgencia:
    """Qué tan cerca está el plazo."""
    if hoy > vence:
        return Urgencia.VENCIDO
    faltan = habiles_entre(hoy, vence)
    return CERCA[faltan] if faltan < len(CERCA) else Urgencia.LEJOS


def cuanto_falta(vence: date, hoy: date) -> str:
    """«vence hoy», «faltan 3 días hábiles», «venció hace 12 días hábiles»."""
    if hoy > vence:
        pasaron = -habiles_entre(hoy, vence)
        return f"venció hace {_dias(pasaron)}" if pasaron else "venció"
    faltan = habiles_entre(hoy, vence)
    if not faltan:
        return "vence hoy"
    return f"{'falta' if faltan == 1 else 'faltan'} {_dias(faltan)}"


def _dias(cuantos: int) -> str:
    return "1 día hábil" if cuantos == 1 else f"{escribir(cuantos)} días hábiles"
