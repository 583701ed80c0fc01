"""Llaves con que se sella y con que se firma; la parte privada, cifrada con el llavero."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento


class LlaveDeSellado(Modelo):
    """Un par de llaves P-256. Ninguna se borra: las tabletas pueden haber sellado con ella hace semanas.

    Usos: sellado · recibos. Estados: vigente · sucesora · anterior.
    """

    __tablename__ = "llave_de_sellado"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    uso: Mapped[str] = mapped_column(String(8), index=True)
    estado: Mapped[str] = mapped_column(String(8))
    publica: Mapped[str] = mapped_column(Text)
    privada: Mapped[str] = mapped_column(Text)
    creada_en: Mapped[datetime] = mapped_column(Momento)
