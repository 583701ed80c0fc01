"""Cómo se cuenta: asistencias, sesiones, actividades y personas. Cada regla está una sola vez, aquí."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from registro.actividades.conteos import contadas, excede
from registro.indicadores.hechos import Conteos, HechoDeActividad

SUMA = "suma"


@dataclass(frozen=True, slots=True)
class Asistencias:
    """Cuántas asistencias son; ``excede`` avisa que se leyó más de lo que el equipo declaró."""

    total: int
    excede: bool = False


@dataclass(frozen=True, slots=True)
class Tramo:
    """Una cifra de un producto entre dos vigencias; de más de una, es un saldo cuyo reparto no se conoce."""

    desde: int
    hasta: int
    valor: Decimal


def asistencias(conteos: Conteos) -> Asistencias:
    """Nominales + anónimas + lo declarado que no alcanzó a leerse."""
    leidas, declaradas = conteos.leidas, conteos.declaradas
    return Asistencias(contadas(leidas, declaradas), excede(leidas, declaradas))


def sin_informar(conteos: Conteos) -> bool:
    """Nadie contó y nada se leyó: no es cero, es que no se sabe."""
    return conteos == Conteos()


def repetidas(hechos: Iterable[HechoDeActividad]) -> frozenset[int]:
    """Las mesas que son también una jornada del mismo conjunto: en un total ya las cuenta su jornada."""
    lista = list(hechos)
    presentes = {hecho.id for hecho in lista}
    return frozenset(hecho.id for hecho in lista if hecho.jornada_id in presentes)


def contar_actividades(hechos: Sequence[HechoDeActividad]) -> int:
    """Actividades, cada una una vez aunque sea mesa técnica y jornada."""
    return len(hechos) - len(repetidas(hechos))


def contar_sesiones(hechos: Sequence[HechoDeActividad]) -> int:
    """Sesiones: una fila histórica puede representar varias."""
    dobles = repetidas(hechos)
    return sum(hecho.sesiones for hecho in hechos if hecho.id not in dobles)


def sumar_asistencias(hechos: Iterable[HechoDeActividad]) -> int:
    """Las asistencias de todas."""
    return sum(asistencias(hecho.conteos).total for hecho in hechos)


def asistencias_informadas(hechos: Sequence[HechoDeActividad]) -> int | None:
    """Las asistencias de las que informaron; si hubo actividades y ninguna informó, no se sabe."""
    informadas = [hecho for hecho in hechos if not sin_informar(hecho.conteos)]
    return sumar_asistencias(informadas) if informadas or not hechos else None


def persona_final(persona: int, fusiones: Mapping[int, int]) -> int:
    """La persona en que termina una cadena de fusiones; un círculo cuenta como una sola."""
    if persona not in fusiones:
        return persona
    recorridas = [persona]
    while (siguiente := fusiones.get(recorridas[-1])) is not None:
        if siguiente in recorridas:
            return min(recorridas[recorridas.index(siguiente) :])
        recorridas.append(siguiente)
    return recorridas[-1]


def acumulado(anualizacion: str, tramos: Sequence[Tramo]) -> Decimal | None:
    """Lo acumulado hasta el último tramo: una suma se suma; un nivel es el último que se conoce."""
    if not tramos:
        return None
    if anualizacion == SUMA:
        return sum((tramo.valor for tramo in tramos), Decimal(0))
    return max(tramos, key=lambda tramo: (tramo.hasta, tramo.desde)).valor
