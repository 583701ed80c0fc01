"""Estados de una actividad y los pasos permitidos entre ellos. Puro.

programada → abierta → cerrada, o anulada con motivo desde cualquiera. Una cerrada se reabre con motivo:
si no se pudiera, alguien registraría la misma jornada dos veces.
"""

from __future__ import annotations

from registro.errores import EnConflicto

PROGRAMADA, ABIERTA, CERRADA, ANULADA = "programada", "abierta", "cerrada", "anulada"
ESTADOS = (PROGRAMADA, ABIERTA, CERRADA, ANULADA)
REALIZADA = (ABIERTA, CERRADA)
QUE_HACER = {
    PROGRAMADA: "Ábrala primero.",
    ABIERTA: "Ya recibe asistencia.",
    CERRADA: "Si falta algo, reábrala con su motivo.",
    ANULADA: "Lo anulado no se recupera: cree otra si hace falta.",
}

PASOS: dict[str, frozenset[str]] = {
    PROGRAMADA: frozenset({ABIERTA, ANULADA}),
    ABIERTA: frozenset({CERRADA, ANULADA}),
    CERRADA: frozenset({ABIERTA, ANULADA}),
    ANULADA: frozenset(),
}


def revisar_cambio(estado: str) -> None:
    """Acepta que se cambien sus datos.

    :raises EnConflicto: está anulada.
    """
    if estado == ANULADA:
        raise EnConflicto(f"La actividad está anulada y ya no se cambia. {QUE_HACER[ANULADA]}")


def revisar_paso(desde: str, hacia: str) -> None:
    """Acepta el paso o explica por qué no.

    :raises EnConflicto: el paso no existe (otra persona pudo haberlo dado ya).
    """
    if hacia not in PASOS[desde]:
        llegada = "ya está" if desde == hacia else "no puede pasar a"
        estado = f"{llegada} {hacia}" if desde == hacia else f"está {desde} y {llegada} {hacia}"
        raise EnConflicto(f"La actividad {estado}. {QUE_HACER[desde]} No se cambió nada.")
