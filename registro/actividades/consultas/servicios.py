"""Qué servicios ofrece una jornada."""

from __future__ import annotations

from sqlalchemy import select

from registro.actividades.jornada import Oferta
from registro.catalogos.consultas import FichaDeServicio, servicios
from registro.extensiones import db


def servicios_ofrecidos(actividad_id: int) -> list[FichaDeServicio]:
    """Los que se marcaron para esa jornada o, si no se marcó ninguno, todos los activos."""
    marcados = set(db.session.scalars(select(Oferta.servicio_id).where(Oferta.jornada_id == actividad_id)))
    return [servicio for servicio in servicios() if not marcados or servicio.id in marcados]
