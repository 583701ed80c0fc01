"""Jornada de servicios: varias entidades en una plaza, y asiste quien quiera, con tarjeta o sin ella."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import StringField

from registro.actividades.base import Actividad
from registro.actividades.campos import elecciones, hasta, obligatorio
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import LARGO_DE_LUGAR, ConConteos
from registro.catalogos.modelo import Servicio
from registro.extensiones import Modelo
from registro.textos import unir


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
    servicio: Mapped[Servicio] = relationship()


class Formulario(ConConteos):
    """Datos de una jornada."""

    lugar = StringField(
        "Lugar",
        [obligatorio("Escriba el lugar."), hasta(LARGO_DE_LUGAR)],
        description="Como lo conoce el equipo: «Plazoleta Mariposa».",
    )
    servicios = elecciones(
        "Servicios que se ofrecen", "Quedan a un toque en la tableta. Si no marca ninguno se ofrecen todos."
    )


def _colgar(jornada: Any, datos: dict[str, Any]) -> None:
    """Deja ofrecidos exactamente los servicios de ``datos``; sin esa clave no los toca."""
    if "servicios" not in datos:
        return
    elegidos = set(datos["servicios"])
    jornada.ofertas = [oferta for oferta in jornada.ofertas if oferta.servicio_id in elegidos]
    nuevos = elegidos - {oferta.servicio_id for oferta in jornada.ofertas}
    jornada.ofertas.extend(Oferta(servicio_id=servicio) for servicio in sorted(nuevos))


def _ficha(jornada: Any) -> list[tuple[str, str]]:
    ofrecidos = sorted((oferta.servicio for oferta in jornada.ofertas), key=lambda servicio: servicio.orden)
    todos = "Todos los del catálogo"
    return [("Servicios", unir([servicio.nombre for servicio in ofrecidos]) or todos)]


TIPO = TipoDeActividad(
    clave="jornada",
    nombre="Jornada",
    con_articulo="la jornada",
    plural="Jornadas",
    descripcion="Varias entidades atienden en un lugar; se asiste con tarjeta o sin ella.",
    modelo=Jornada,
    formulario=Formulario,
    propios=(),
    titulo=lambda datos: f"Jornada, {datos['lugar']}" if datos.get("lugar") else "Jornada de servicios",
    completar=lambda datos: datos,
    ficha=_ficha,
    colgar=_colgar,
    leer=lambda jornada: {"servicios": [oferta.servicio_id for oferta in jornada.ofertas]},
    con_tarjetas=True,
    con_servicios=True,
)
