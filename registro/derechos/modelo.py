"""Solicitudes sobre datos personales, el secreto que una persona eligió y las lápidas de quien se borró."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class SolicitudDeDatos(Modelo):
    """Lo que una persona pidió sobre sus datos. Al suprimirla, ``persona_id`` queda vacío."""

    __tablename__ = "solicitud_de_datos"
    __table_args__ = (Index("ix_solicitud_de_datos_estado", "estado", "recibida"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    clase: Mapped[str] = mapped_column(String(12))
    canal: Mapped[str] = mapped_column(String(10))  # presencial · secreto
    estado: Mapped[str] = mapped_column(String(10))
    persona_id: Mapped[int | None] = mapped_column(ForeignKey("persona.id"), index=True)
    recibida: Mapped[date]
    pide: Mapped[str] = mapped_column(TextoCifrado)
    prorrogada_en: Mapped[date | None]
    cerrada_en: Mapped[datetime | None] = mapped_column(Momento)
    respuesta: Mapped[str] = mapped_column(TextoCifrado, default="")
    pasos: Mapped[list[PasoDeSolicitud]] = relationship(order_by="PasoDeSolicitud.id")


class PasoDeSolicitud(Modelo):
    """Qué se hizo con una solicitud, quién y cuándo."""

    __tablename__ = "paso_de_solicitud"

    id: Mapped[int] = mapped_column(primary_key=True)
    solicitud_id: Mapped[int] = mapped_column(ForeignKey("solicitud_de_datos.id"), index=True)
    paso: Mapped[str] = mapped_column(String(20))
    cuando: Mapped[datetime] = mapped_column(Momento)
    quien: Mapped[str] = mapped_column(String(120))
    motivo: Mapped[str] = mapped_column(TextoCifrado, default="")


class SecretoDeTitular(Modelo):
    """El secreto que una persona eligió para pedir sin ir; sólo se guarda su huella argon2id."""

    __tablename__ = "secreto_de_titular"

    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"), primary_key=True)
    huella: Mapped[str] = mapped_column(String(200))
    elegido_en: Mapped[datetime] = mapped_column(Momento)


class Lapida(Modelo):
    """Quien se borró, en una vigencia abierta: alguien sin respuestas ni tarjeta que mantiene la cuenta.

    ``persona_id`` es nueva y distinta en cada vigencia: nada las une. Al cerrarse la vigencia se olvida.
    """

    __tablename__ = "lapida"
    __table_args__ = (UniqueConstraint("persona_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vigencia: Mapped[int] = mapped_column(index=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"))
    credencial_id: Mapped[int] = mapped_column(ForeignKey("credencial.id"))
