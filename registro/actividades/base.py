"""Lo común a todas las actividades: cuándo, dónde, en qué estado y cuántas personas declaró el equipo."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from registro.catalogos.modelo import Localidad, Lugar
from registro.errores import NoEncontrado
from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Actividad(Modelo):
    """Una actividad. ``fecha`` y ``precision`` dicen lo que se sabe; ``fin`` es el último día de ese período.

    ``sesiones`` > 1 cuando una fila histórica representa varias. ``llave_de_importacion`` reconoce la fila
    que ya entró. ``busqueda`` es lo que se busca de ella, sin tildes. ``valen_hasta``: la cerró una tableta
    a esa hora, y lo leído antes vale. ``version`` evita que dos personas se pisen al corregir.
    """

    __tablename__ = "actividad"
    __table_args__ = (
        Index("ix_actividad_tipo_fecha", "tipo", "fecha"),
        Index("ix_actividad_estado_fecha", "estado", "fecha"),
        CheckConstraint("sesiones >= 1", name="sesiones"),
        CheckConstraint("NOT (fin < fecha OR (precision = 'dia' AND fin <> fecha))", name="fin"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    tipo: Mapped[str] = mapped_column(String(20))
    titulo: Mapped[str] = mapped_column(String(300))
    fecha: Mapped[date]
    precision: Mapped[str] = mapped_column(String(4), default="dia")
    fin: Mapped[date]
    lugar_id: Mapped[int | None] = mapped_column(ForeignKey("lugar.id"), index=True)
    localidad_codigo: Mapped[str | None] = mapped_column(ForeignKey("localidad.codigo"), index=True)
    estado: Mapped[str] = mapped_column(String(10))
    sesiones: Mapped[int] = mapped_column(default=1)
    notas: Mapped[str] = mapped_column(TextoCifrado, default="")
    busqueda: Mapped[str] = mapped_column(Text, default="", server_default="")
    origen: Mapped[str] = mapped_column(String(12))
    llave_de_importacion: Mapped[str | None] = mapped_column(String(64), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    creada_en: Mapped[datetime] = mapped_column(Momento)
    creada_por: Mapped[str] = mapped_column(String(120))
    abierta_en: Mapped[datetime | None] = mapped_column(Momento)
    cerrada_en: Mapped[datetime | None] = mapped_column(Momento)
    valen_hasta: Mapped[datetime | None] = mapped_column(Momento)
    anulada_en: Mapped[datetime | None] = mapped_column(Momento)
    anulada_por: Mapped[str | None] = mapped_column(String(120))
    motivo: Mapped[str | None] = mapped_column(TextoCifrado)
    lugar: Mapped[Lugar | None] = relationship()
    localidad: Mapped[Localidad | None] = relationship()
    conteos: Mapped[list[Conteo]] = relationship(cascade="all, delete-orphan", order_by="Conteo.publico")

    __mapper_args__ = {"polymorphic_on": "tipo", "version_id_col": version}


class ActividadUnida(Modelo):
    """Identificador de una provisional que resultó ser otra actividad: lo que llegue con él es de ésta."""

    __tablename__ = "actividad_unida"

    uuid: Mapped[UUID] = mapped_column(primary_key=True)
    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), index=True)


class Conteo(Modelo):
    """Personas que el equipo declara haber contado, en total (público vacío) o por público; cero vale."""

    __tablename__ = "conteo"
    __table_args__ = (
        UniqueConstraint("actividad_id", "publico"),
        CheckConstraint("cantidad >= 0", name="cantidad"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"))
    publico: Mapped[str] = mapped_column(String(20), default="")
    cantidad: Mapped[int]


def buscar(sesion: Session, uuid: str | UUID) -> Actividad:
    """La actividad con ese identificador público.

    :raises NoEncontrado: no existe, o lo recibido no es un identificador.
    """
    try:
        leido = uuid if isinstance(uuid, UUID) else UUID(uuid)
    except ValueError:
        leido = None
    actividad = sesion.scalar(select(Actividad).where(Actividad.uuid == leido)) if leido else None
    if actividad is None:
        raise NoEncontrado("Esa actividad no existe. Búsquela en la lista de actividades.")
    return actividad


def objeto(actividad: Actividad) -> str:
    """Cómo se llama la actividad en la bitácora."""
    return f"actividad:{actividad.uuid}"
