"""Importar filas por lotes: si el proceso se corta, quedan lotes enteros y repetir el archivo lo completa."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from registro.extensiones import db, transaccion
from registro.intercambio.decidir import Decision, Resultado
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.declaracion import TipoDeImportacion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir

POR_LOTE = 1000


def importar(
    actor: Actor,
    tipo: TipoDeImportacion,
    filas: Iterable[Fila],
    *,
    simular: bool = False,
    al_avanzar: Callable[[Resultado], None] = lambda _resultado: None,
) -> Resultado:
    """Hace entrar las filas nuevas; con ``simular`` sólo dice qué pasaría.

    :raises NoPermitido: el actor no puede importar esto.
    """
    exigir(actor, tipo.permiso)
    decision = Decision(tipo)
    for lote in lotes(filas):
        if simular:
            decision.lote(db.session(), lote)
            db.session.rollback()
        else:
            entrar(actor, decision, lote)
        al_avanzar(decision.resultado)
    return decision.resultado


def entrar(actor: Actor, decision: Decision, lote: list[Fila]) -> None:
    """Un lote: decidir, crear y anotar en una sola transacción."""
    with transaccion() as sesion:
        nuevas = decision.lote(sesion, lote)
        if nuevas:
            decision.tipo.crear(sesion, nuevas, actor.nombre)
            lineas = [lote[0].linea, lote[-1].linea]
            anotar(
                actor,
                "importar.lote",
                f"importar:{decision.tipo.clave}",
                {"nuevas": len(nuevas), "lineas": lineas},
            )
    db.session.expunge_all()


def lotes(filas: Iterable[Fila]) -> Iterator[list[Fila]]:
    """Las filas de mil en mil."""
    recorrido = iter(filas)
    while lote := list(islice(recorrido, POR_LOTE)):
        yield lote
