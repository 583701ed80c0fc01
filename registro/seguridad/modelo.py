"""Usuarias, con qué entran, sus sesiones, sus roles y la bitácora que sólo crece."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import DetalleCifrado, TextoCifrado


class Usuaria(Modelo):
    """Quien entra con nombre y contraseña. No se borra: se desactiva."""

    __tablename__ = "usuaria"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuario: Mapped[str] = mapped_column(String(60), unique=True)
    nombre: Mapped[str] = mapped_column(String(120))
    clave_cifrada: Mapped[str] = mapped_column(String(200))
    activa: Mapped[bool] = mapped_column(default=True)
    clave_provisional: Mapped[bool] = mapped_column(default=False)
    secreto: Mapped[str | None] = mapped_column(TextoCifrado)  # el de los códigos de un solo uso (RFC 6238)
    secreto_propuesto: Mapped[str | None] = mapped_column(TextoCifrado)  # mostrado, todavía sin comprobar
    ultimo_paso: Mapped[int | None] = mapped_column(BigInteger)  # un código no sirve dos veces
    pidio_clave_en: Mapped[datetime | None] = mapped_column(Momento)
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


class SesionDeUsuaria(Modelo):
    """Una sesión abierta en un navegador: la galleta lleva un secreto y aquí queda su huella."""

    __tablename__ = "sesion_de_usuaria"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuaria_id: Mapped[int] = mapped_column(ForeignKey("usuaria.id"), index=True)
    huella: Mapped[str] = mapped_column(String(64), unique=True)
    abierta_en: Mapped[datetime] = mapped_column(Momento)
    navegador: Mapped[str] = mapped_column(String(60))
    cerrada_en: Mapped[datetime | None] = mapped_column(Momento)


class EsperaDeIngreso(Modelo):
    """Intentos fallidos con un nombre de usuario, exista o no: así la espera no dice cuáles existen."""

    __tablename__ = "espera_de_ingreso"

    huella: Mapped[str] = mapped_column(String(64), primary_key=True)
    fallos: Mapped[int] = mapped_column(default=0)
    ultimo_en: Mapped[datetime] = mapped_column(Momento)
    hasta: Mapped[datetime | None] = mapped_column(Momento)


class CodigoDeRecuperacion(Modelo):
    """Un código impreso que reemplaza una vez al del teléfono; sólo se guarda su huella."""

    __tablename__ = "codigo_de_recuperacion"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuaria_id: Mapped[int] = mapped_column(ForeignKey("usuaria.id"), index=True)
    huella: Mapped[str] = mapped_column(String(64), unique=True)
    usado_en: Mapped[datetime | None] = mapped_column(Momento)


class LlaveDePaso(Modelo):
    """Una llave de acceso (WebAuthn) del teléfono o del computador de una usuaria."""

    __tablename__ = "llave_de_paso"

    id: Mapped[int] = mapped_column(primary_key=True)
    usuaria_id: Mapped[int] = mapped_column(ForeignKey("usuaria.id"), index=True)
    credencial: Mapped[str] = mapped_column(String(1400), unique=True)
    publica: Mapped[str] = mapped_column(Text)
    contador: Mapped[int] = mapped_column(BigInteger, default=0)
    nombre: Mapped[str] = mapped_column(String(60))
    creada_en: Mapped[datetime] = mapped_column(Momento)
    usada_en: Mapped[datetime | None] = mapped_column(Momento)


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
    detalle: Mapped[dict[str, Any]] = mapped_column(DetalleCifrado, default=dict)
    sello: Mapped[str] = mapped_column(String(64))  # encadena la línea con la anterior
