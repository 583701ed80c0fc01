"""Usuarias, sus roles y la bitácora que sólo crece."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Modelo, Momento


class Usuaria(Modelo):
    """Quien entra con nombre y contraseña. No se borra: se desactiva."""

    __tablename__ = "usuaria"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuario: Mapped[str] = mapped_column(String(60), unique=True)
    nombre: Mapped[str] = mapped_column(String(120))
    clave_cifrada: Mapped[str] = mapped_column(String(200))
    sello: Mapped[str] = mapped_column(String(32))  # cambia con la clave: cierra las sesiones abiertas
    activa: Mapped[bool] = mapped_column(default=True)
    clave_provisional: Mapped[bool] = mapped_column(default=False)
    fallos: Mapped[int] = mapped_column(default=0)
    bloqueada_hasta: Mapped[datetime | None] = mapped_column(Momento)
    sector_id: Mapped[int | None] = mapped_column()
    creada_en: Mapped[datetime] = mapped_column(Momento)
    roles: Mapped[list[RolDeUsuaria]] = relationship(cascade="all, delete-orphan", lazy="selectin")


class RolDeUsuaria(Modelo):
    """Un rol de una usuaria (los roles y sus permisos están en ``permisos.py``)."""

    __tablename__ = "rol_de_usuaria"
    __table_args__ = (UniqueConstraint("usuaria_id", "rol"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    usuaria_id: Mapped[int] = mapped_column(ForeignKey("usuaria.id"))
    rol: Mapped[str] = mapped_column(String(20))


class Anotacion(Modelo):
    """Una línea de la bitácora: quién hizo qué, sobre qué y cuándo. Un disparador impide cambiarla."""

    __tablename__ = "bitacora"
    __table_args__ = (Index("ix_bitacora_objeto", "objeto"), Index("ix_bitacora_momento", "momento"))

    id: Mapped[int] = mapped_column(primary_key=True)
    momento: Mapped[datetime] = mapped_column(Momento)
    usuaria_id: Mapped[int | None] = mapped_column()
    actor: Mapped[str] = mapped_column(String(120))
    origen: Mapped[str] = mapped_column(String(20))
    accion: Mapped[str] = mapped_column(String(60))
    objeto: Mapped[str] = mapped_column(Text)
    detalle: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
