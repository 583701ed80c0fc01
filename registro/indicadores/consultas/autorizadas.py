"""Quién autorizó usar sus respuestas en reportes y, de una cifra, cuántas no: se cuentan, y se dice."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, select

from registro.actividades.base import Actividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia
from registro.extensiones import db
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.quienes import autorizaron, tarjetas_sin_autorizar
from registro.recordadas import recordar


def sin_autorizar(personas: Iterable[int]) -> int:
    """Cuántas de esas personas (siguiendo las fusiones) no lo autorizaron."""
    return len(set(personas) - set(db.session.scalars(autorizaron())))


def asistencias_sin_autorizar(alcance: Alcance, tipos: tuple[str, ...]) -> int:
    """Cuántas asistencias de alguien conocido son de quien no lo autorizó; de lo institucional, ninguna.

    Las de alguien llegan con su tarjeta, y la de una tarjeta es siempre una. Quien abre una cifra acaba de
    ver su tabla, que pregunta lo mismo.
    """
    de_personas = [clave for clave in tipos if not TIPOS[clave].institucional]
    pedida = "asistencias sin autorizar", alcance.llave(de_personas)
    return recordar(pedida, lambda: _contar_sin_autorizar(alcance.de_tipos(de_personas)))


def _contar_sin_autorizar(condiciones: Iterable[ColumnElement[bool]]) -> int:
    tarjeta = Asistencia.credencial_id + 0  # sin índice: en él están sus asistencias de todos los años
    orden = (
        select(func.count())
        .select_from(Actividad)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .where(*condiciones, Asistencia.anulada_en.is_(None))
        .where(tarjeta.in_(tarjetas_sin_autorizar()))
    )
    return db.session.scalar(orden) or 0
