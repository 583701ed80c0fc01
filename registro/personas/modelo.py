"""Personas sin nombre, sus tarjetas y sus autorizaciones.

Una persona es un identificador y, si ella quiso, algunas respuestas. Nadie necesita una para asistir ni para
contar (Ley 1581 de 2012, art. 6: ninguna actividad se condiciona a entregar datos sensibles).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Persona(Modelo):
    """Alguien que asiste. ``fusionada_en_id`` apunta a la persona con la que resultó ser la misma."""

    __tablename__ = "persona"
    __table_args__ = (
        Index(
            "ix_persona_fusionada_en_id",
            "fusionada_en_id",
            sqlite_where=text("fusionada_en_id IS NOT NULL"),
            postgresql_where=text("fusionada_en_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    creada_en: Mapped[datetime] = mapped_column(Momento)
    fusionada_en_id: Mapped[int | None] = mapped_column(ForeignKey("persona.id"))
    motivo_de_fusion: Mapped[str | None] = mapped_column(TextoCifrado)
    contacto: Mapped[str | None] = mapped_column(TextoCifrado)
    respuestas: Mapped[list[Respuesta]] = relationship(back_populates="persona", lazy="select")


class Respuesta(Modelo):
    """Respuesta a una pregunta opcional. La nueva releva a la anterior, que queda con su fecha."""

    __tablename__ = "respuesta"
    __table_args__ = (Index("ix_respuesta_persona_id_pregunta", "persona_id", "pregunta"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"))
    pregunta: Mapped[str] = mapped_column(String(30))
    valor: Mapped[str] = mapped_column(TextoCifrado)
    dada_en: Mapped[datetime] = mapped_column(Momento)
    reemplazada_en: Mapped[datetime | None] = mapped_column(Momento)
    persona: Mapped[Persona] = relationship(back_populates="respuestas")


class LoteDeTarjetas(Modelo):
    """Tarjetas emitidas juntas; se pueden volver a imprimir mientras estén en blanco."""

    __tablename__ = "lote_de_tarjetas"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(120), unique=True)
    cantidad: Mapped[int]
    creado_en: Mapped[datetime] = mapped_column(Momento)
    creado_por: Mapped[str] = mapped_column(String(120))


class Credencial(Modelo):
    """Tarjeta: un código al azar que pertenece a una persona o todavía a nadie.

    El código no está en claro: ``huella`` permite buscarlo y ``codigo`` volver a imprimirlo.
    Estados: en_blanco · activa · reemplazada · revocada · desconocida.
    """

    __tablename__ = "credencial"

    id: Mapped[int] = mapped_column(primary_key=True)
    huella: Mapped[str] = mapped_column(String(64), unique=True)
    codigo: Mapped[str] = mapped_column(TextoCifrado)
    estado: Mapped[str] = mapped_column(String(12))
    persona_id: Mapped[int | None] = mapped_column(ForeignKey("persona.id"), index=True)
    lote_id: Mapped[int | None] = mapped_column(ForeignKey("lote_de_tarjetas.id"), index=True)
    reemplazada_por_id: Mapped[int | None] = mapped_column(ForeignKey("credencial.id"))
    motivo: Mapped[str | None] = mapped_column(TextoCifrado)
    creada_en: Mapped[datetime] = mapped_column(Momento)
    cambiada_en: Mapped[datetime | None] = mapped_column(Momento)


class TextoDeConsentimiento(Modelo):
    """Texto que se lee al pedir una autorización; cada versión se conserva."""

    __tablename__ = "texto_de_consentimiento"

    id: Mapped[int] = mapped_column(primary_key=True)
    finalidad: Mapped[str] = mapped_column(String(12), index=True)
    version: Mapped[int]
    texto: Mapped[str] = mapped_column(Text)
    desde: Mapped[datetime] = mapped_column(Momento)


class Consentimiento(Modelo):
    """Autorización para una finalidad (atencion, reportes, contacto), con texto, modo y fecha; revocable."""

    __tablename__ = "consentimiento"
    __table_args__ = (Index("ix_consentimiento_persona_id_finalidad", "persona_id", "finalidad"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    persona_id: Mapped[int] = mapped_column(ForeignKey("persona.id"))
    finalidad: Mapped[str] = mapped_column(String(12))
    texto_id: Mapped[int] = mapped_column(ForeignKey("texto_de_consentimiento.id"))
    medio: Mapped[str] = mapped_column(String(20))
    dado_en: Mapped[datetime] = mapped_column(Momento)
    revocado_en: Mapped[datetime | None] = mapped_column(Momento)
