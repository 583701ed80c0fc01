"""Cada hecho que se cuenta con sus rasgos: dónde, cuándo, de qué tipo, y lo que ella quiso responder. Puro.

Hay tres clases de hechos que nunca se mezclan: asistencias de personas, atenciones de Casa de Todas, y la
asistencia institucional, que no sabe nada de personas.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

ASISTENCIAS, ATENCIONES, INSTITUCIONAL = "asistencias", "atenciones", "institucional"
BASES: dict[str, tuple[str, ...]] = {
    ASISTENCIAS: ("localidad", "mes", "tipo", "rango_edad", "genero"),
    ATENCIONES: ("localidad", "mes", "tipo", "rango_edad", "genero", "clase"),
    INSTITUCIONAL: ("localidad", "mes", "tipo", "entidad"),
}
DE_PERSONAS = frozenset({ASISTENCIAS, ATENCIONES})


@dataclass(frozen=True, slots=True)
class Contado:
    """Un hecho (o varios sin tarjeta): sus rasgos, de quién fue si se sabe, y a qué asistencia pertenece."""

    rasgos: tuple[str, ...]
    cantidad: int
    persona: int | None = None
    asistencia: int | None = None


def sumar(hechos: Iterable[Contado]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Por rasgos: cuántos, y cuántos de ellos son todo lo que hay de alguien (o de nadie que se sepa)."""
    lista = list(hechos)
    de_cada_una = Counter(hecho.persona for hecho in lista)
    de_cada_asistencia = Counter(hecho.asistencia for hecho in lista)
    cuentas: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for hecho in lista:
        sola = hecho.persona is None or de_cada_una[hecho.persona] == 1
        unica = hecho.asistencia is None or de_cada_asistencia[hecho.asistencia] == 1
        cuentas[hecho.rasgos][0] += hecho.cantidad
        cuentas[hecho.rasgos][1] += hecho.cantidad if sola and unica else 0
    return {rasgos: (cuantos, sueltos) for rasgos, (cuantos, sueltos) in cuentas.items()}
