"""Qué reportes puede tocar cada quien: el enlace los de su sector; la Dirección, todos."""

from __future__ import annotations

from registro.errores import NoPermitido
from registro.seguridad.permisos import Actor

REPORTAR, REVISAR = "reportes.reportar", "reportes.revisar"


def exigir_sector_propio(actor: Actor) -> int:
    """El sector de quien reporta.

    :raises NoPermitido: administración todavía no le ha puesto uno.
    """
    if actor.sector_id is None:
        raise NoPermitido(
            "Su usuaria todavía no tiene sector: pida a administración que se lo ponga. No se cambió nada."
        )
    return actor.sector_id


def exigir_que_reporte(actor: Actor, sector_id: int) -> None:
    """Sólo su enlace escribe el reporte de un sector.

    :raises NoPermitido: no es enlace, o es de otro sector.
    """
    if not actor.puede(REPORTAR) or actor.sector_id != sector_id:
        raise NoPermitido("Ese producto es de otro sector: sólo su enlace lo reporta. No se cambió nada.")


def exigir_que_revise(actor: Actor) -> None:
    """Sólo la Dirección devuelve, aprueba, cierra y reabre.

    :raises NoPermitido: no es de la Dirección.
    """
    if not actor.puede(REVISAR):
        raise NoPermitido("Sólo la Dirección revisa reportes. No se cambió nada.")


def exigir_que_vea(actor: Actor, sector_id: int) -> None:
    """Lo ven el enlace del sector y la Dirección.

    :raises NoPermitido: no es ninguna de las dos.
    """
    if not actor.puede(REVISAR):
        exigir_que_reporte(actor, sector_id)
