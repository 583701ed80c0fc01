"""Estados de una actividad y los pasos permitidos entre ellos. Puro.

programada → abierta → cerrada, o anulada con motivo desde cualquiera. Una cerrada se puede reabrir con motivo:
la alternativa real es que alguien registre la misma jornada dos veces.
"""

from __future__ import annotations

from registro.errores import EnConflicto

PROGRAMADA, ABIERTA, CERRADA, ANULADA = "programada", "abierta", "cerrada", "anulada"
ESTADOS = (PROGRAMADA, ABIERTA, CERRADA, ANULADA)
REALIZADA = (ABIERTA, CERRADA)

PASOS: dict[str, frozenset[str]] = {
    PROGRAMADA: frozenset({ABIERTA, CERRADA, ANULADA}),
    ABIERTA: frozenset({CERRADA, ANULADA}),
    CERRADA: frozenset({ABIERTA, ANULADA}),
    ANULADA: frozenset(),
}


def revisar_paso(desde: str, hacia: str) -> None:
    """Acepta el paso o explica por qué no.

    :raises EnConflicto: el paso no existe (otra persona pudo haberlo dado ya).
    """
    if hacia not in PASOS[desde]:
        raise EnConflicto(f"La actividad está {desde}: no puede pasar a {hacia}. No se cambió nada.")
