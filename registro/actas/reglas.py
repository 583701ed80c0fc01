"""En qué está un compromiso, cuándo está vencido y qué sesión puede aprobar un acta. Puro."""

from __future__ import annotations

from datetime import date

from registro.errores import EnConflicto, ErrorDeRegistro
from registro.fechas import fecha_larga

PENDIENTE, EN_CURSO, CUMPLIDO, DESCARTADO = "pendiente", "en_curso", "cumplido", "descartado"
ESTADOS = {
    PENDIENTE: "Pendiente",
    EN_CURSO: "En curso",
    CUMPLIDO: "Cumplido",
    DESCARTADO: "Ya no se hará",
}
ABIERTOS = frozenset({PENDIENTE, EN_CURSO})


def dias_de_atraso(estado: str, vence: date | None, hoy: date) -> int:
    """Cuántos días lleva vencido; 0 si no lo está, no tiene fecha o ya se cerró."""
    if estado not in ABIERTOS or vence is None:
        return 0
    return max(0, (hoy - vence).days)


def revisar_seguimiento(estado: str, texto: str) -> None:
    """Un seguimiento dice en qué está y, si ya no se hará, por qué.

    :raises ErrorDeRegistro: el estado no existe o falta el porqué.
    """
    if estado not in ESTADOS:
        raise ErrorDeRegistro("Elija en qué está el compromiso. No se guardó.", "estado")
    if estado == DESCARTADO and not texto:
        raise ErrorDeRegistro("Escriba por qué ya no se hará. No se guardó.", "texto")


def revisar_vencimiento(vence: date | None, sesion: date, campo: str = "vence") -> None:
    """Nadie se compromete para antes de la sesión.

    :raises ErrorDeRegistro: la fecha es anterior.
    """
    if vence is not None and vence < sesion:
        raise ErrorDeRegistro(
            f"El compromiso vence antes de la sesión ({fecha_larga(sesion)}). Corrija la fecha. "
            "No se guardó; lo escrito sigue aquí.",
            campo,
        )


def revisar_aprobacion(sesion: date, aprueba: date, *, realizada: bool) -> None:
    """Un acta la aprueba una sesión posterior y ya realizada.

    :raises EnConflicto: no lo es.
    """
    if aprueba <= sesion:
        raise EnConflicto(
            f"El acta la aprueba una sesión posterior al {fecha_larga(sesion)}. No se aprobó.", "sesion"
        )
    if not realizada:
        raise EnConflicto(
            f"La sesión del {fecha_larga(aprueba)} todavía no se ha hecho. No se aprobó.", "sesion"
        )
