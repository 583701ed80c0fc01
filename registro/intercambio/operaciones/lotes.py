"""Importar filas por lotes: si el proceso se corta, quedan lotes enteros y repetir el archivo lo completa."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy.orm import Session

from registro.asistencia.recepcion import CANDADO_DE_LECTURAS
from registro.extensiones import db, tomar_turno, transaccion
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
            _un_lote(actor, decision, lote)
        al_avanzar(decision.resultado)
    return decision.resultado


def _un_lote(actor: Actor, decision: Decision, lote: list[Fila]) -> None:
    with transaccion() as sesion:
        dicho = entrar(sesion, actor, decision, lote)
        detalle = de_bitacora(decision, lote) | dicho
        anotar(actor, "importar.lote", f"importar:{decision.tipo.clave}", detalle)
    db.session.expunge_all()


def entrar(sesion: Session, actor: Actor, decision: Decision, lote: list[Fila]) -> dict[str, Any]:
    """Decide y crea las filas nuevas de un lote, y devuelve lo que de ellas va a la bitácora, si algo va.

    Todo dentro de la transacción de quien llama.

    En PostgreSQL hace cola con las lecturas de tarjetas (en SQLite ya se hace cola para escribir): una
    tarjeta que se estrena en dos partes a la vez sigue siendo de una sola persona.
    """
    tomar_turno(sesion, CANDADO_DE_LECTURAS)
    nuevas = decision.lote(sesion, lote)
    dicho = decision.tipo.crear(sesion, nuevas, actor.nombre) if nuevas else None
    sesion.flush()
    return dicho or {}


def de_bitacora(decision: Decision, lote: list[Fila]) -> dict[str, int]:
    """Lo que la bitácora dice de un lote: hasta qué línea y cuántas van; nunca lo que traían las filas."""
    return {
        "desde_la_linea": lote[0].linea,
        "hasta_la_linea": lote[-1].linea,
        "nuevas_hasta_aqui": decision.resultado.nuevas,
    }


def lotes(filas: Iterable[Fila]) -> Iterator[list[Fila]]:
    """Las filas de mil en mil."""
    recorrido = iter(filas)
    while lote := list(islice(recorrido, POR_LOTE)):
        yield lote
