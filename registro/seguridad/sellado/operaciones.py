"""Sembrar y rotar las llaves."""

from __future__ import annotations

from registro.extensiones import transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.seguridad.sellado import llaves


def sembrar(actor: Actor) -> None:
    """Las primeras llaves, si faltan: una vigente y su sucesora para sellar, y una para los recibos."""
    with transaccion() as sesion:
        faltan = [
            (uso, estado)
            for uso, estado in (
                (llaves.SELLADO, llaves.VIGENTE),
                (llaves.SELLADO, llaves.SUCESORA),
                (llaves.RECIBOS, llaves.VIGENTE),
            )
            if llaves.de_estado(sesion, uso, estado) is None
        ]
        for uso, estado in faltan:
            llaves.crear(sesion, uso, estado)
        if faltan:
            anotar(actor, "llaves.sembrar", "llaves", {"nuevas": len(faltan)})


def rotar(actor: Actor) -> str:
    """La sucesora pasa a ser la vigente y nace otra sucesora; las anteriores siguen abriendo. Dice cuál es.

    Las tabletas sin red sellan con la que tenían, o con la sucesora que ya conocían: las dos se abren.
    """
    with transaccion() as sesion:
        vigente = llaves.de_estado(sesion, llaves.SELLADO, llaves.VIGENTE)
        siguiente = llaves.de_estado(sesion, llaves.SELLADO, llaves.SUCESORA)
        siguiente = siguiente or llaves.crear(sesion, llaves.SELLADO, llaves.SUCESORA)
        if vigente is not None:
            vigente.estado = llaves.ANTERIOR
        siguiente.estado = llaves.VIGENTE
        llaves.crear(sesion, llaves.SELLADO, llaves.SUCESORA)
        anotar(actor, "llaves.rotar", f"llave:{siguiente.id}", {"uso": llaves.SELLADO})
        return siguiente.id


def rotar_recibos(actor: Actor) -> str:
    """Llave nueva para firmar recibos; los ya entregados se comprueban con la anterior. Dice cuál es."""
    with transaccion() as sesion:
        vigente = llaves.de_estado(sesion, llaves.RECIBOS, llaves.VIGENTE)
        if vigente is not None:
            vigente.estado = llaves.ANTERIOR
        nueva = llaves.crear(sesion, llaves.RECIBOS, llaves.VIGENTE)
        anotar(actor, "llaves.rotar", f"llave:{nueva.id}", {"uso": llaves.RECIBOS})
        return nueva.id
