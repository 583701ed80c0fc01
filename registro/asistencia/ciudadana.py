"""Asistencia de personas: por tarjeta o sin ella, nunca con nombre.

Toda lectura recibida se conserva con su veredicto (``Lectura``); las que cuentan tienen una ``Asistencia``.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Asistencia(Modelo):
    """Una asistencia que cuenta: la de una tarjeta (cantidad 1) o una suma de personas sin tarjeta.

    Orígenes: qr · manual · anonima · importada. No se borra: se anula, con quién y por qué.
    """

    __tablename__ = "asistencia"
    __table_args__ = (
        Index(
            "uq_asistencia_vigente",
            "actividad_id",
            "credencial_id",
            unique=True,
            sqlite_where=text("anulada_en IS NULL AND credencial_id IS NOT NULL"),
            postgresql_where=text("anulada_en IS NULL AND credencial_id IS NOT NULL"),
        ),
        Index(
            "ix_asistencia_actividad",
            *("actividad_id", "anulada_en", "credencial_id", "cantidad"),
            postgresql_include=["id"],  # en SQLite todo índice lo trae
        ),
        CheckConstraint("cantidad >= 1", name="cantidad"),
        CheckConstraint("credencial_id IS NULL OR cantidad = 1", name="una_por_tarjeta"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"))
    credencial_id: Mapped[int | None] = mapped_column(ForeignKey("credencial.id"), index=True)
    cantidad: Mapped[int] = mapped_column(default=1)
    publico: Mapped[str] = mapped_column(String(20), default="")
    origen: Mapped[str] = mapped_column(String(12))
    leida_en: Mapped[datetime] = mapped_column(Momento)
    llave_de_importacion: Mapped[str | None] = mapped_column(String(64), unique=True)
    anulada_en: Mapped[datetime | None] = mapped_column(Momento)
    anulada_por: Mapped[str | None] = mapped_column(String(120))
    motivo: Mapped[str | None] = mapped_column(TextoCifrado)


class Lectura(Modelo):
    """Lo que llegó, tal como llegó, con el primer veredicto que recibió; reenviarla no cambia nada.

    ``id`` lo pone quien lee. ``huella`` resume el contenido: la misma id con otro contenido va a revisión.
    ``crudo`` (cifrado) sólo se guarda cuando hace falta que una persona lo mire. ``espera`` es la actividad
    que todavía no ha llegado. ``desfase_s``: por cuántos segundos estaba la tableta fuera de hora; la que
    trae ya está corregida, y la secretaría dice si sirve (``reloj_decidido_en``).
    """

    __tablename__ = "lectura"
    __table_args__ = (
        Index("ix_lectura_bandeja", "estado", "resuelta_en"),
        Index(
            "ix_lectura_espera",
            "espera",
            sqlite_where=text("espera IS NOT NULL"),
            postgresql_where=text("espera IS NOT NULL"),
        ),
        Index(
            "ix_lectura_reloj",
            "actividad_id",
            sqlite_where=text("desfase_s IS NOT NULL"),
            postgresql_where=text("desfase_s IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    actividad_id: Mapped[int | None] = mapped_column(ForeignKey("actividad.id"), index=True)
    credencial_id: Mapped[int | None] = mapped_column(ForeignKey("credencial.id"))
    asistencia_id: Mapped[int | None] = mapped_column(ForeignKey("asistencia.id"), index=True)
    estado: Mapped[str] = mapped_column(String(12))
    motivo: Mapped[str] = mapped_column(String(30), default="")
    huella: Mapped[str] = mapped_column(String(64))
    medio: Mapped[str] = mapped_column(String(12))
    cantidad: Mapped[int] = mapped_column(default=1)
    leida_en: Mapped[datetime | None] = mapped_column(Momento)
    recibida_en: Mapped[datetime] = mapped_column(Momento)
    recibida_de: Mapped[str] = mapped_column(String(120))
    crudo: Mapped[str | None] = mapped_column(TextoCifrado)
    espera: Mapped[UUID | None] = mapped_column()
    desfase_s: Mapped[int | None] = mapped_column()
    reloj_decidido_en: Mapped[datetime | None] = mapped_column(Momento)
    resuelta_en: Mapped[datetime | None] = mapped_column(Momento)
    resuelta_por: Mapped[str | None] = mapped_column(String(120))
    resolucion: Mapped[str | None] = mapped_column(TextoCifrado)


class Prestacion(Modelo):
    """Servicio que recibió quien asistió, o entidad a la que se remitió, y en qué quedó.

    Clases: recibido · remision. Resultados de una remisión: pendiente · efectiva · no_efectiva.
    """

    __tablename__ = "prestacion"

    id: Mapped[int] = mapped_column(primary_key=True)
    asistencia_id: Mapped[int] = mapped_column(ForeignKey("asistencia.id"), index=True)
    clase: Mapped[str] = mapped_column(String(10))
    servicio_id: Mapped[int | None] = mapped_column(ForeignKey("servicio.id"), index=True)
    entidad_id: Mapped[int | None] = mapped_column(ForeignKey("entidad.id"), index=True)
    resultado: Mapped[str] = mapped_column(String(12), default="")
    registrada_en: Mapped[datetime] = mapped_column(Momento)
    registrada_por: Mapped[str] = mapped_column(String(120))
    anulada_en: Mapped[datetime | None] = mapped_column(Momento)
    apunte_id: Mapped[UUID | None] = mapped_column()  # lo que una tableta mandó; se rehace si eso cambia


class Atencion(Modelo):
    """Atención de Casa de Todas a quien asistió: área, clase y modalidad (claves de los catálogos)."""

    __tablename__ = "atencion"
    __table_args__ = (
        Index("ix_atencion_asistencia", "asistencia_id", "anulada_en", "area", "clase", "modalidad"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asistencia_id: Mapped[int] = mapped_column(ForeignKey("asistencia.id"))
    area: Mapped[str] = mapped_column(String(40))
    clase: Mapped[str] = mapped_column(String(60))
    modalidad: Mapped[str] = mapped_column(String(40))
    registrada_en: Mapped[datetime] = mapped_column(Momento)
    registrada_por: Mapped[str] = mapped_column(String(120))
    llave_de_importacion: Mapped[str | None] = mapped_column(String(64), unique=True)
    anulada_en: Mapped[datetime | None] = mapped_column(Momento)
    anulada_por: Mapped[str | None] = mapped_column(String(120))
    motivo: Mapped[str | None] = mapped_column(TextoCifrado)


class GestionDeAtencion(Modelo):
    """Actuación jurídica o gestión hecha en una atención (clave del catálogo ``actuacion`` o ``gestion``)."""

    __tablename__ = "gestion_de_atencion"

    id: Mapped[int] = mapped_column(primary_key=True)
    atencion_id: Mapped[int] = mapped_column(ForeignKey("atencion.id"), index=True)
    catalogo: Mapped[str] = mapped_column(String(12))
    clave: Mapped[str] = mapped_column(String(120))
