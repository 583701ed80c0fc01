"""Tabletas inscritas e invitaciones de un solo uso."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Dispositivo(Modelo):
    """Una tableta. No se borra: se revoca, y todavía puede entregar lo que guardaba.

    Del token sólo está su huella. Con ``llave`` (pública, SPKI en base64) cada petición debe venir firmada.
    """

    __tablename__ = "dispositivo"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(120))
    token_huella: Mapped[str] = mapped_column(String(64), unique=True)
    llave: Mapped[str | None] = mapped_column(Text)
    inscrito_en: Mapped[datetime] = mapped_column(Momento)
    ultimo_contacto: Mapped[datetime] = mapped_column(Momento)
    pendientes: Mapped[int | None] = mapped_column()
    version: Mapped[str] = mapped_column(String(40), default="")
    desfase_s: Mapped[int | None] = mapped_column()
    revocado_en: Mapped[datetime | None] = mapped_column(Momento)
    revocado_por: Mapped[str | None] = mapped_column(String(120))
    motivo: Mapped[str | None] = mapped_column(TextoCifrado)


class Invitacion(Modelo):
    """Código de un solo uso, válido unos minutos, con que una tableta se inscribe."""

    __tablename__ = "invitacion_de_dispositivo"

    id: Mapped[int] = mapped_column(primary_key=True)
    nombre: Mapped[str] = mapped_column(String(120))
    codigo_huella: Mapped[str] = mapped_column(String(64), unique=True)
    creada_por: Mapped[str] = mapped_column(String(120))
    vence: Mapped[datetime] = mapped_column(Momento)
    usada_en: Mapped[datetime | None] = mapped_column(Momento)
    dispositivo_id: Mapped[int | None] = mapped_column(ForeignKey("dispositivo.id"))
