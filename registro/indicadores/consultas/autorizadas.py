"""Quién autorizó usar sus respuestas en reportes y, de una cifra, cuántas no: se cuentan, y se dice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import CompoundSelect, Select, exists, func, select, union

from registro.actividades.base import Actividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia
from registro.extensiones import db
from registro.indicadores import formulas
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.atendidas import fusiones
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial, Persona


def autorizadas() -> frozenset[int]:
    """Las personas (siguiendo las fusiones) que autorizaron y no han revocado."""
    con = fusiones()
    orden = select(Consentimiento.persona_id).where(
        Consentimiento.finalidad == REPORTES, Consentimiento.revocado_en.is_(None)
    )
    return frozenset(formulas.persona_final(persona, con) for persona in db.session.scalars(orden))


def sin_autorizar(personas: Iterable[int]) -> int:
    """Cuántas de esas personas no lo autorizaron."""
    return len(set(personas) - autorizadas())


def asistencias_sin_autorizar(alcance: Alcance, tipos: tuple[str, ...]) -> int:
    """Cuántas asistencias con tarjeta son de quien no lo autorizó.

    La base suma las de casi todas; sólo las de alguien que resultó ser otra se miran de a una persona.
    """
    fundidas: CompoundSelect[Any] = union(
        select(Persona.id).where(Persona.fusionada_en_id.is_not(None)),
        select(Persona.fusionada_en_id).where(Persona.fusionada_en_id.is_not(None)),
    )
    autorizo = exists().where(
        Consentimiento.persona_id == Credencial.persona_id,
        Consentimiento.finalidad == REPORTES,
        Consentimiento.revocado_en.is_(None),
    )
    de_persona = Credencial.persona_id
    solas = _con_tarjeta(alcance, tipos, func.sum(Asistencia.cantidad)).where(
        de_persona.not_in(fundidas), ~autorizo
    )
    juntas = (
        _con_tarjeta(alcance, tipos, de_persona, func.sum(Asistencia.cantidad))
        .where(de_persona.in_(fundidas))
        .group_by(de_persona)
    )
    suma = int(db.session.scalar(solas) or 0)
    if de_las_juntas := db.session.execute(juntas).all():
        con, dieron = fusiones(), autorizadas()
        suma += sum(int(c) for quien, c in de_las_juntas if formulas.persona_final(quien, con) not in dieron)
    return suma


def _con_tarjeta(alcance: Alcance, tipos: tuple[str, ...], *columnas: Any) -> Select[Any]:
    """Las asistencias vigentes de alguien conocido en lo realizado; de lo institucional, ninguna."""
    de_personas = [clave for clave in tipos if not TIPOS[clave].institucional]
    return (
        select(*columnas)
        .select_from(Actividad)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .join(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(*alcance.realizadas(), Actividad.tipo.in_(de_personas), Asistencia.anulada_en.is_(None))
        .where(Credencial.persona_id.is_not(None))
    )
