"""Una importación por pantalla: el archivo que se subió, en qué va y qué filas se rechazaron."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class Importacion(Modelo):
    """Estados: revisada · en_curso · terminada · interrumpida · descartada."""

    __tablename__ = "importacion"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    tipo: Mapped[str] = mapped_column(String(20))
    archivo: Mapped[str] = mapped_column(TextoCifrado)
    estado: Mapped[str] = mapped_column(String(12))
    total: Mapped[int] = mapped_column(default=0)
    vistas: Mapped[int] = mapped_column(default=0)
    nuevas: Mapped[int] = mapped_column(default=0)
    repetidas: Mapped[int] = mapped_column(default=0)
    rechazadas: Mapped[int] = mapped_column(default=0)
    creada_en: Mapped[datetime] = mapped_column(Momento)
    creada_por: Mapped[str] = mapped_column(String(120))
    avance_en: Mapped[datetime | None] = mapped_column(Momento)
    problema: Mapped[str | None] = mapped_column(TextoCifrado)
    muestra: Mapped[str | None] = mapped_column(TextoCifrado)  # encabezado, primeras filas y avisos, en JSON


class FilaRechazada(Modelo):
    """Una fila que no entró, entera, con su línea, la columna y el motivo."""

    __tablename__ = "fila_rechazada"

    id: Mapped[int] = mapped_column(primary_key=True)
    importacion_id: Mapped[int] = mapped_column(ForeignKey("importacion.id"), index=True)
    linea: Mapped[int]
    columna: Mapped[str] = mapped_column(String(60), default="")
    motivo: Mapped[str] = mapped_column(TextoCifrado)
    contenido: Mapped[str] = mapped_column(TextoCifrado)
