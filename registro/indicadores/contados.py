"""Cada hecho que se cuenta con sus rasgos: dónde, cuándo, de qué tipo, y lo que ella quiso responder. Puro.

Hay clases de hechos que nunca se mezclan: asistencias de personas, atenciones de Casa de Todas y lo que en
ellas se gestionó, lo que dejaron los encuentros, y la asistencia institucional, que no sabe nada de personas.
"""

import hashlib
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
Cuentas = tuple[int, int, int]
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


def sumar(hechos: Iterable[Contado]) -> dict[tuple[str, ...], Cuentas]:
    """Por rasgos: cuántos, cuántos son todo lo que hay de alguien, y de cuántos de esos se sabe de quién.

    Lo de quien no se sabe también está suelto, pero no es una persona que se cuente: llevarlo a otra casilla
    cambia las asistencias y no las personas distintas.
    """
    lista = list(hechos)
    de_cada_una = Counter(hecho.persona for hecho in lista)
    de_cada_asistencia = Counter(hecho.asistencia for hecho in lista)
    cuentas: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0, 0])
    for hecho in lista:
        sola = hecho.persona is None or de_cada_una[hecho.persona] == 1
        unica = hecho.asistencia is None or de_cada_asistencia[hecho.asistencia] == 1
        suelto = hecho.cantidad if sola and unica else 0
        cuentas[hecho.rasgos][0] += hecho.cantidad
        cuentas[hecho.rasgos][1] += suelto
        cuentas[hecho.rasgos][2] += 0 if hecho.persona is None else suelto
    return {rasgos: (uno, dos, tres) for rasgos, (uno, dos, tres) in cuentas.items()}


def huella_de_quienes(hechos: Iterable[Contado]) -> str:
    """Cambia si los mismos hechos resultan ser de otras: dos tarjetas que eran de una, o al revés."""
    de_cada_una: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for hecho in hechos:
        if hecho.persona is not None:
            de_cada_una[hecho.persona].append(hecho.rasgos)
    suma = 0  # sin orden: no importa cuál es cada una
    for suyos in de_cada_una.values():
        suma += int.from_bytes(hashlib.sha256(repr(sorted(suyos)).encode()).digest())
    return f"{suma % 2**256:x}" if suma else ""
