"""Día de atención en Casa de Todas: cada atención (área, clase, modalidad) cuelga de una asistencia."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registro.actividades.base import Actividad
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import FormularioDeActividad


class DiaDeCasa(Actividad):
    """Un día (o un período histórico) de atención en la Casa."""

    __tablename__ = "casa_de_todas"
    __mapper_args__ = {"polymorphic_identity": "casa_de_todas"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)


class Formulario(FormularioDeActividad):
    """Un día de atención sólo pregunta lo común."""


TIPO = TipoDeActividad(
    clave="casa_de_todas",
    nombre="Día de atención",
    con_articulo="el día de atención",
    plural="Atención en Casa de Todas",
    descripcion="Un día de atención en la Casa; cada atención se registra en «Casa de Todas».",
    modelo=DiaDeCasa,
    formulario=Formulario,
    propios=(),
    titulo=lambda datos: f"Atención en {datos.get('lugar') or 'Casa de Todas'}",
    completar=lambda datos: datos,
    ficha=lambda _dia: [],
    con_tarjetas=True,
    con_atenciones=True,
)
