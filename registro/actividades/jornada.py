"""Jornada de servicios: un equipo en una plaza, varias entidades, y quien quiera asiste, con tarjeta o sin ella."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import SelectMultipleField
from wtforms.validators import Optional

from registro.actividades.base import Actividad
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import FormularioDeActividad, campo_cantidad
from registro.extensiones import Modelo


class Jornada(Actividad):
    """Jornada de servicios."""

    __tablename__ = "jornada"
    __mapper_args__ = {"polymorphic_identity": "jornada"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    ofertas: Mapped[list[Oferta]] = relationship(cascade="all, delete-orphan", order_by="Oferta.id")


class Oferta(Modelo):
    """Servicio que se ofrece en una jornada."""

    __tablename__ = "oferta"
    __table_args__ = (UniqueConstraint("jornada_id", "servicio_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jornada_id: Mapped[int] = mapped_column(ForeignKey("jornada.actividad_id"))
    servicio_id: Mapped[int] = mapped_column(ForeignKey("servicio.id"))


class Formulario(FormularioDeActividad):
    """Datos de una jornada."""

    servicios = SelectMultipleField(
        "Servicios que se ofrecen",
        [Optional()],
        choices=[],
        coerce=int,
        validate_choice=False,
        description="Quedan a un toque en la tableta. Si no marca ninguno se ofrecen todos.",
    )
    conteo_total = campo_cantidad(
        "Asistentes contados a mano", "Opcional. El total, si el equipo lo contó aparte."
    )
    conteo_asp = campo_cantidad("De ellos, personas que realizan ASP", "Opcional")
    conteo_ciudadania = campo_cantidad("De ellos, ciudadanía", "Opcional")
    conteo_establecimientos = campo_cantidad("De ellos, personal de establecimientos", "Opcional")


def _colgar(jornada: Any, datos: dict[str, Any]) -> None:
    """Deja ofrecidos exactamente los servicios de ``datos``; sin esa clave no los toca."""
    if "servicios" not in datos:
        return
    elegidos = set(datos["servicios"])
    jornada.ofertas = [oferta for oferta in jornada.ofertas if oferta.servicio_id in elegidos]
    nuevos = elegidos - {oferta.servicio_id for oferta in jornada.ofertas}
    jornada.ofertas.extend(Oferta(servicio_id=servicio) for servicio in sorted(nuevos))


TIPO = TipoDeActividad(
    clave="jornada",
    nombre="Jornada",
    con_articulo="la jornada",
    plural="Jornadas",
    modelo=Jornada,
    formulario=Formulario,
    propios=(),
    titulo=lambda datos: f"Jornada, {datos['lugar']}" if datos.get("lugar") else "Jornada de servicios",
    completar=lambda datos: datos,
    ficha=lambda _jornada: [],
    colgar=_colgar,
    leer=lambda jornada: {"servicios": [oferta.servicio_id for oferta in jornada.ofertas]},
    con_tarjetas=True,
    con_servicios=True,
)
