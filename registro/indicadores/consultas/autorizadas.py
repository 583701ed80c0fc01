"""Quién autorizó usar sus respuestas en reportes y, de una cifra, cuántas no: se cuentan, y se dice."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia
from registro.extensiones import db
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.quienes import QUIEN, autorizaron, con_quien
from registro.recordadas import recordar


def sin_autorizar(personas: Iterable[int]) -> int:
    """Cuántas de esas personas (siguiendo las fusiones) no lo autorizaron."""
    return len(set(personas) - set(db.session.scalars(autorizaron())))


def asistencias_sin_autorizar(alcance: Alcance, tipos: tuple[str, ...]) -> int:
    """Cuántas asistencias de alguien conocido son de quien no lo autorizó; de lo institucional, ninguna.

    Las de alguien llegan con su tarjeta, y la de una tarjeta es siempre una. Quien abre una cifra acaba de
    ver su tabla, que pregunta lo mismo.
    """
    filtro = tuple(alcance.filtro.get(nombre) for nombre in ("actividad", "localidad"))
    donde = alcance.desde, alcance.hasta, alcance.localidad, *filtro
    pedida = "asistencias sin autorizar", donde, tipos
    return recordar(pedida, lambda: _contar_sin_autorizar(alcance, tipos))


def _contar_sin_autorizar(alcance: Alcance, tipos: tuple[str, ...]) -> int:
    de_personas = [clave for clave in tipos if not TIPOS[clave].institucional]
    propia = (
        select(Asistencia.credencial_id.label("tarjeta"), func.count().label("cuantas"))
        .select_from(Actividad)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .where(*alcance.realizadas(), Actividad.tipo.in_(de_personas), Asistencia.anulada_en.is_(None))
        .where(Asistencia.credencial_id.is_not(None))
        .group_by(Asistencia.credencial_id)
        .subquery()
        .c
    )
    asistencias = con_quien(select(func.sum(propia.cuantas)), propia.tarjeta)
    return int(db.session.scalar(asistencias.where(QUIEN.not_in(autorizaron()))) or 0)
