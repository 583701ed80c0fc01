"""Cada hecho que se cuenta con sus rasgos: dónde, cuándo, de qué tipo, y lo que ella quiso responder. Puro.

Hay clases de hechos que nunca se mezclan: asistencias de personas, atenciones de Casa de Todas y lo que en
ellas se gestionó, lo que dejaron los encuentros, y la asistencia institucional, que no sabe nada de personas.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

ASISTENCIAS, ATENCIONES, INSTITUCIONAL = "asistencias", "atenciones", "institucional"
GESTIONES, CANTIDADES = "gestiones", "cantidades"
BASES: dict[str, tuple[str, ...]] = {
    ASISTENCIAS: ("localidad", "mes", "tipo", "rango_edad", "genero", "actividad"),
    ATENCIONES: ("localidad", "mes", "tipo", "rango_edad", "genero", "clase", "modalidad"),
    INSTITUCIONAL: ("localidad", "mes", "tipo", "entidad", "actividad"),
    GESTIONES: ("localidad", "mes", "tipo", "gestion"),
    CANTIDADES: ("localidad", "mes", "tipo", "actividad"),
}
DE_PERSONAS = frozenset({ASISTENCIAS, ATENCIONES})


def juntos(universo: str) -> frozenset[str]:
    """Los universos que se miran juntos al publicar uno: los de personas hablan de las mismas."""
    return DE_PERSONAS if universo in DE_PERSONAS else frozenset({universo})


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
