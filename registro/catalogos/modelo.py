"""Tablas de los catálogos. Cada nombre guarda su clave normalizada para buscarlo sin tildes ni mayúsculas."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Modelo


class Localidad(Modelo):
    """Una de las 20 localidades de Bogotá, con su código oficial de dos cifras."""

    __tablename__ = "localidad"

    codigo: Mapped[str] = mapped_column(String(2), primary_key=True)
    nombre: Mapped[str] = mapped_column(String(60))
    clave: Mapped[str] = mapped_column(String(60), unique=True)


class AliasDeLocalidad(Modelo):
    """Otro nombre de una localidad. La misma clave en dos localidades es un alias ambiguo."""

    __tablename__ = "alias_de_localidad"
    __table_args__ = (UniqueConstraint("clave", "localidad_codigo"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(120))
    clave: Mapped[str] = mapped_column(String(120), index=True)
    localidad_codigo: Mapped[str] = mapped_column(ForeignKey("localidad.codigo"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class Lugar(Modelo):
    """Sitio donde se hacen actividades; el mismo nombre puede existir en dos localidades."""

    __tablename__ = "lugar"
    __table_args__ = (UniqueConstraint("clave", "localidad_codigo"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(200))
    clave: Mapped[str] = mapped_column(String(200), index=True)
    localidad_codigo: Mapped[str | None] = mapped_column(ForeignKey("localidad.codigo"))
    activo: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class Sector(Modelo):
    """Sector de la administración distrital (o de control) al que pertenecen entidades y productos."""

    __tablename__ = "sector"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(120))
    clave: Mapped[str] = mapped_column(String(120), unique=True)
    activo: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class Entidad(Modelo):
    """Entidad que ofrece servicios, recibe remisiones o integra una instancia."""

    __tablename__ = "entidad"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(200))
    clave: Mapped[str] = mapped_column(String(200), unique=True)
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sector.id"))
    activa: Mapped[bool] = mapped_column(default=True)
    sector: Mapped[Sector | None] = relationship()
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class Servicio(Modelo):
    """Servicio que se presta en una jornada. ``orden`` decide cuáles quedan a un toque."""

    __tablename__ = "servicio"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(120))
    clave: Mapped[str] = mapped_column(String(120), unique=True)
    entidad_id: Mapped[int | None] = mapped_column(ForeignKey("entidad.id"))
    orden: Mapped[int] = mapped_column(default=100)
    activo: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}


class Opcion(Modelo):
    """Valor de una lista corta (áreas, clases de atención, actuaciones, gestiones, categorías…).

    ``clave`` es lo que guardan los registros y no cambia; ``etiqueta`` es lo que se lee y se puede corregir.
    ``padre`` limita la opción a otra: la clase «cierre» es del área «juridica».
    """

    __tablename__ = "opcion"
    __table_args__ = (
        UniqueConstraint("catalogo", "clave", "padre"),
        Index("ix_opcion_catalogo", "catalogo", "orden"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    catalogo: Mapped[str] = mapped_column(String(40))
    clave: Mapped[str] = mapped_column(String(120))
    etiqueta: Mapped[str] = mapped_column(String(160))
    padre: Mapped[str] = mapped_column(String(120), default="")
    orden: Mapped[int] = mapped_column(default=100)
    activa: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    __mapper_args__ = {"version_id_col": version}
