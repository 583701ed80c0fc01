"""Qué reportes puede tocar cada quien: el enlace los de su sector; la Dirección, todos."""

from __future__ import annotations

from collections.abc import Collection

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


def lo_ve(actor: Actor, sectores: Collection[int]) -> bool:
    """La Dirección lo ve todo; un enlace, lo de un producto que es o era de su sector."""
    return actor.puede(REVISAR) or (actor.puede(REPORTAR) and actor.sector_id in sectores)


def exigir_que_vea(actor: Actor, sectores: Collection[int]) -> None:
    """Lo ven la Dirección y el enlace del sector que respondía por él, o del que responde hoy.

    :raises NoPermitido: no es ninguna de las dos.
    """
    if not lo_ve(actor, sectores):
        raise NoPermitido("Ese producto es de otro sector: sólo lo ve su enlace. No se cambió nada.")
