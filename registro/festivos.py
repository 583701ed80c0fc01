"""Festivos de Colombia (Ley 51 de 1983, «Ley Emiliani») y cuentas en días hábiles."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TypeAlias

Festivos: TypeAlias = MappingProxyType[date, str]

# Los que se celebran el día en que caen.
FIJOS = (
    (1, 1, "Año Nuevo"),
    (5, 1, "Día del Trabajo"),
    (7, 20, "Independencia"),
    (8, 7, "Batalla de Boyacá"),
    (12, 8, "Inmaculada Concepción"),
    (12, 25, "Navidad"),
)
# Los que pasan al lunes siguiente.
TRASLADADOS = (
    (1, 6, "Reyes Magos"),
    (3, 19, "San José"),
    (6, 29, "San Pedro y San Pablo"),
    (8, 15, "Asunción de la Virgen"),
    (10, 12, "Día de la Diversidad Étnica y Cultural"),
    (11, 1, "Todos los Santos"),
    (11, 11, "Independencia de Cartagena"),
)
# Días desde el domingo de Pascua; los tres últimos ya son lunes.
DE_PASCUA = (
    (-3, "Jueves Santo"),
    (-2, "Viernes Santo"),
    (43, "Ascensión del Señor"),
    (64, "Corpus Christi"),
    (71, "Sagrado Corazón"),
)
_SABADO = 5
_UN_DIA = timedelta(days=1)


def pascua(vigencia: int) -> date:
    """El domingo de Pascua (cómputo gregoriano de Meeus, Jones y Butcher)."""
    siglo, resto = divmod(vigencia, 100)
    aureo = vigencia % 19
    epacta = (19 * aureo + siglo - siglo // 4 - (siglo - (siglo + 8) // 25 + 1) // 3 + 15) % 30
    semana = (32 + 2 * (siglo % 4) + 2 * (resto // 4) - epacta - resto % 4) % 7
    ajuste = (aureo + 11 * epacta + 22 * semana) // 451
    mes, dia = divmod(epacta + semana - 7 * ajuste + 114, 31)
    return date(vigencia, mes, dia + 1)


@cache
def festivos(vigencia: int) -> Festivos:
    """Los festivos de un año, en orden, con su nombre; dos en un mismo día se dicen juntos."""
    domingo = pascua(vigencia)
    hallados = [(date(vigencia, mes, dia), nombre) for mes, dia, nombre in FIJOS]
    hallados += [(_lunes(date(vigencia, mes, dia)), nombre) for mes, dia, nombre in TRASLADADOS]
    hallados += [(domingo + timedelta(days=dias), nombre) for dias, nombre in DE_PASCUA]
    nombres: dict[date, str] = {}
    for dia, nombre in sorted(hallados):
        nombres[dia] = f"{nombres[dia]} y {nombre}" if dia in nombres else nombre
    return MappingProxyType(nombres)


def _lunes(dia: date) -> date:
    return dia + timedelta(days=-dia.weekday() % 7)


def es_habil(dia: date) -> bool:
    """De lunes a viernes y no festivo."""
    return dia.weekday() < _SABADO and dia not in festivos(dia.year)


def dias_habiles(desde: date, hasta: date) -> Iterator[date]:
    """Los hábiles entre dos días, ambos incluidos."""
    dia = desde
    while dia <= hasta:
        if es_habil(dia):
            yield dia
        dia += _UN_DIA


def sumar_habiles(desde: date, cuantos: int) -> date:
    """El día en que se cumplen ``cuantos`` hábiles contados desde el siguiente a ``desde``.

    Con cero es el mismo día, o el primero hábil que siga; un número negativo cuenta hacia atrás.
    """
    if cuantos == 0:
        return next(dias_habiles(desde, desde + timedelta(days=15)))
    paso = _UN_DIA if cuantos > 0 else -_UN_DIA
    dia, faltan = desde, abs(cuantos)
    while faltan:
        dia += paso
        faltan -= es_habil(dia)
    return dia


@lru_cache(maxsize=4096)
def habiles_entre(desde: date, hasta: date) -> int:
    """Cuántos hábiles hay después de ``desde`` y hasta ``hasta`` inclusive; negativo si ``hasta`` ya pasó."""
    if hasta < desde:
        return -habiles_entre(hasta, desde)
    return sum(1 for _ in dias_habiles(desde + _UN_DIA, hasta))
