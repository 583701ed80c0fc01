"""De quién es cada asistencia: la persona de su tarjeta o, si resultó ser otra, la que quedó.

La cadena de fusiones es siempre de un paso (``personas.fusiones``), y las fusionadas son pocas: se unen
aparte, y a las demás personas no hay que ir a buscarlas.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, func, select, union_all

from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial, Persona

_fusionada = (
    select(Persona.id, Persona.fusionada_en_id)
    .where(Persona.fusionada_en_id.is_not(None))
    .cte("fusionada")
    .prefix_with("MATERIALIZED")  # si no, SQLite va por cada persona a ver si lo es
)
QUIEN = func.coalesce(_fusionada.c.fusionada_en_id, Credencial.persona_id)


def con_quien(orden: Select[Any], tarjeta: ColumnElement[Any]) -> Select[Any]:
    """La misma consulta con ``QUIEN`` a la mano; de nadie conocido, vacío.

    Conviene juntar antes lo de cada tarjeta: así se llega a su persona una vez por tarjeta.
    """
    con_tarjeta = orden.outerjoin(Credencial, Credencial.id == tarjeta)
    return con_tarjeta.outerjoin(_fusionada, _fusionada.c.id == Credencial.persona_id)


def autorizaron() -> CompoundSelect[Any]:
    """Quienes autorizaron usar sus respuestas en reportes; de una fusionada, también la que quedó."""
    vigentes = Consentimiento.finalidad == REPORTES, Consentimiento.revocado_en.is_(None)
    propias = select(Consentimiento.persona_id).where(*vigentes)
    con_la_otra = select(_fusionada.c.fusionada_en_id).join(
        Consentimiento, Consentimiento.persona_id == _fusionada.c.id
    )
    return union_all(propias, con_la_otra.where(*vigentes))


def tarjetas_sin_autorizar() -> Select[Any]:
    """Las de alguien conocido que no lo autorizó."""
    de_quien = select(Credencial.id).outerjoin(_fusionada, _fusionada.c.id == Credencial.persona_id)
    conocida = QUIEN.is_not(None)  # si nadie ha autorizado, también ``NULL`` está fuera de ninguna
    return de_quien.where(conocida, QUIEN.not_in(autorizaron()))
