"""Lo que una tableta anota sobre una lectura o una actividad, tal como llegó."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Apunte(Modelo):
    """Un servicio, un deshacer, una tarjeta, unas respuestas, un cierre… con el id que le puso la tableta.

    Si la lectura o la actividad de que habla no ha llegado, espera; se aplica cuando llegue. ``contenido`` no
    se guarda cuando no hace falta volver a leerlo.
    """

    __tablename__ = "apunte"
    __table_args__ = (
        Index("ix_apunte_lectura_id", "lectura_id"),
        Index("ix_apunte_actividad", "actividad"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    clase: Mapped[str] = mapped_column(String(12))
    lectura_id: Mapped[UUID | None] = mapped_column()
    actividad: Mapped[UUID | None] = mapped_column()
    estado: Mapped[str] = mapped_column(String(12))
    motivo: Mapped[str] = mapped_column(String(30), default="")
    huella: Mapped[str] = mapped_column(String(64))
    contenido: Mapped[str | None] = mapped_column(TextoCifrado)
    recibido_en: Mapped[datetime] = mapped_column(Momento)
    recibido_de: Mapped[str] = mapped_column(String(120))
