"""Quién autorizó usar sus respuestas en reportes y, de una cifra, cuántas no: se cuentan, y se dice."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia
from registro.extensiones import db
from registro.indicadores import formulas
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.atendidas import fusiones
from registro.personas.consentimientos import REPORTES
from registro.personas.modelo import Consentimiento, Credencial


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


def asistencias_sin_autorizar(alcance: Alcance, tipos: Collection[str]) -> int:
    """Cuántas asistencias con tarjeta son de quien no lo autorizó."""
    de_personas = [clave for clave in tipos if not TIPOS[clave].institucional]
    cuantas = func.sum(Asistencia.cantidad)
    orden = (
        select(Credencial.persona_id, cuantas)
        .select_from(Actividad)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .join(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(*alcance.realizadas(), Actividad.tipo.in_(de_personas), Asistencia.anulada_en.is_(None))
        .where(Credencial.persona_id.is_not(None))
        .group_by(Credencial.persona_id)
    )
    con, dieron = fusiones(), autorizadas()
    return sum(
        int(suyas)
        for persona, suyas in db.session.execute(orden)
        if persona is not None and formulas.persona_final(persona, con) not in dieron
    )
