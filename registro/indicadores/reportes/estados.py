"""Los estados de un reporte y qué paso lleva de uno a otro."""

from registro.errores import EnConflicto

BORRADOR, ENVIADO, DEVUELTO, APROBADO = "borrador", "enviado", "devuelto", "aprobado"
NOMBRES: dict[str, str] = {
    BORRADOR: "Borrador",
    ENVIADO: "Enviado",
    DEVUELTO: "Devuelto",
    APROBADO: "Aprobado",
}
# En éstos el sector puede cambiarlo; en los demás ya no está en sus manos.
EN_MANOS_DEL_SECTOR = frozenset({BORRADOR, DEVUELTO})

ENVIAR, DEVOLVER, APROBAR, REABRIR = "enviar", "devolver", "aprobar", "reabrir"
PASOS: dict[str, tuple[frozenset[str], str]] = {
    ENVIAR: (EN_MANOS_DEL_SECTOR, ENVIADO),
    DEVOLVER: (frozenset({ENVIADO}), DEVUELTO),
    APROBAR: (frozenset({ENVIADO}), APROBADO),
    REABRIR: (frozenset({APROBADO}), DEVUELTO),
}


def despues_de(paso: str, estado: str) -> str:
    """El estado en que queda un reporte.

    :raises EnConflicto: desde donde está no se puede dar ese paso.
    """
    desde, hasta = PASOS[paso]
    if estado not in desde:
        raise EnConflicto(
            f"El reporte está {NOMBRES[estado].lower()}: no se puede {paso}. "
            "No se cambió nada; vuelva a abrirlo."
        )
    return hasta


def exigir_editable(estado: str) -> None:
    """Sólo se cambia lo que está en manos del sector.

    :raises EnConflicto: ya se envió o se aprobó.
    """
    if estado == APROBADO:
        raise EnConflicto(
            "El reporte ya está aprobado. Si hay algo que añadir o corregir, envíe un alcance. "
            "No se cambió nada."
        )
    if estado not in EN_MANOS_DEL_SECTOR:
        raise EnConflicto(
            "El reporte ya se envió y la Dirección lo está revisando: no se cambia mientras tanto. "
            "No se cambió nada."
        )
