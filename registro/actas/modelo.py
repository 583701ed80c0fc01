"""Tablas del acta de una sesión. Lo aprobado se congela en una versión con su huella."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.actividades.zesai import SesionDeMesa
from registro.catalogos.modelo import Entidad
from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Acta(Modelo):
    """El acta de una sesión: lo que se escribe además de lo que ya está registrado.

    ``version`` avanza cada vez que se guarda y evita que dos personas se pisen; ``firmas`` va una por línea.
    """

    __tablename__ = "acta"

    id: Mapped[int] = mapped_column(primary_key=True)
    sesion_id: Mapped[int] = mapped_column(ForeignKey("zesai.actividad_id"), unique=True)
    numero: Mapped[str] = mapped_column(String(30), default="")
    apertura: Mapped[str] = mapped_column(TextoCifrado, default="")
    cierre: Mapped[str] = mapped_column(TextoCifrado, default="")
    firmas: Mapped[str] = mapped_column(TextoCifrado, default="")
    version: Mapped[int] = mapped_column(default=1)
    aprobada_en_id: Mapped[int | None] = mapped_column(ForeignKey("zesai.actividad_id"), index=True)
    aprobada_el: Mapped[date | None]
    aprobada_por: Mapped[str | None] = mapped_column(String(120))
    sesion: Mapped[SesionDeMesa] = relationship(foreign_keys=sesion_id)
    aprobada_en: Mapped[SesionDeMesa | None] = relationship(foreign_keys=aprobada_en_id)
    versiones: Mapped[list[VersionDeActa]] = relationship(order_by="VersionDeActa.numero")

    __mapper_args__ = {"version_id_col": version}


class VersionDeActa(Modelo):
    """El acta entera como estaba al guardarla, cifrada porque dice nombres, y la huella de su texto."""

    __tablename__ = "version_de_acta"
    __table_args__ = (UniqueConstraint("acta_id", "numero"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    acta_id: Mapped[int] = mapped_column(ForeignKey("acta.id"))
    numero: Mapped[int]
    contenido: Mapped[str] = mapped_column(TextoCifrado, deferred=True)
    huella: Mapped[str] = mapped_column(String(64))
    creada_en: Mapped[datetime] = mapped_column(Momento)
    creada_por: Mapped[str] = mapped_column(String(120))


class DesarrolloDePunto(Modelo):
    """Lo que se discutió y se decidió en un punto del orden del día."""

    __tablename__ = "desarrollo_de_punto"

    id: Mapped[int] = mapped_column(primary_key=True)
    punto_id: Mapped[int] = mapped_column(ForeignKey("punto_de_agenda.id"), unique=True)
    discusion: Mapped[str] = mapped_column(TextoCifrado, default="")
    decisiones: Mapped[str] = mapped_column(TextoCifrado, default="")


class Compromiso(Modelo):
    """Lo que una entidad quedó de hacer. Su estado es el del último seguimiento."""

    __tablename__ = "compromiso"

    id: Mapped[int] = mapped_column(primary_key=True)
    sesion_id: Mapped[int] = mapped_column(ForeignKey("zesai.actividad_id"), index=True)
    que: Mapped[str] = mapped_column(TextoCifrado)
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    vence: Mapped[date | None]
    estado: Mapped[str] = mapped_column(String(10))
    creado_en: Mapped[datetime] = mapped_column(Momento)
    creado_por: Mapped[str] = mapped_column(String(120))
    sesion: Mapped[SesionDeMesa] = relationship()
    entidad: Mapped[Entidad] = relationship()
    seguimientos: Mapped[list[SeguimientoDeCompromiso]] = relationship(order_by="SeguimientoDeCompromiso.id")


class SeguimientoDeCompromiso(Modelo):
    """En qué iba un compromiso cuando alguien preguntó."""

    __tablename__ = "seguimiento_de_compromiso"

    id: Mapped[int] = mapped_column(primary_key=True)
    compromiso_id: Mapped[int] = mapped_column(ForeignKey("compromiso.id"), index=True)
    estado: Mapped[str] = mapped_column(String(10))
    texto: Mapped[str] = mapped_column(TextoCifrado)
    anotado_en: Mapped[datetime] = mapped_column(Momento)
    anotado_por: Mapped[str] = mapped_column(String(120))


class Borrador(Modelo):
    """Lo que alguien lleva escrito en un formulario y todavía no ha guardado; sólo ella lo ve."""

    __tablename__ = "borrador"
    __table_args__ = (UniqueConstraint("clave", "usuaria_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    clave: Mapped[str] = mapped_column(String(120))
    usuaria_id: Mapped[int] = mapped_column(ForeignKey("usuaria.id"))
    contenido: Mapped[str] = mapped_column(TextoCifrado)
    guardado_en: Mapped[datetime] = mapped_column(Momento)
