"""Las jornadas que son también una mesa técnica."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from registro.actividades.base import buscar
from registro.actividades.consultas.fichas import FichaDeActividad, a_ficha
from registro.actividades.estados import ANULADA
from registro.actividades.jornada import Jornada
from registro.actividades.mesa_tecnica import MesaTecnica
from registro.extensiones import db

CERCA = timedelta(days=31)


def jornada_de_mesa(uuid: str | UUID) -> FichaDeActividad | None:
    """La jornada con la que está ligada una mesa técnica."""
    mesa = buscar(db.session(), uuid)
    return a_ficha(mesa.jornada) if isinstance(mesa, MesaTecnica) and mesa.jornada else None


def mesas_de_jornada(jornada_id: int) -> list[FichaDeActividad]:
    """Las mesas técnicas que dicen ser esa jornada."""
    ligadas = select(MesaTecnica).where(MesaTecnica.jornada_id == jornada_id, MesaTecnica.estado != ANULADA)
    return [a_ficha(mesa) for mesa in db.session.scalars(ligadas.order_by(MesaTecnica.numero))]


def jornadas_posibles(uuid: str | UUID) -> list[FichaDeActividad]:
    """Las jornadas de fechas vecinas a la de una mesa, la más cercana primero."""
    mesa = buscar(db.session(), uuid)
    cercanas = select(Jornada).where(
        Jornada.estado != ANULADA, Jornada.fecha.between(mesa.fecha - CERCA, mesa.fin + CERCA)
    )
    halladas = sorted(db.session.scalars(cercanas), key=lambda jornada: abs(jornada.fecha - mesa.fecha))
    return [a_ficha(jornada) for jornada in halladas]
