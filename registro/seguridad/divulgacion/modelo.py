"""Tablas de lo que sale del registro: con qué política, qué se publicó y qué se exportó."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class PoliticaDeDivulgacion(Modelo):
    """Desde cuántos se muestra una cuenta en cada edición y cuándo se borra lo reservado; cambia por acto."""

    __tablename__ = "politica_de_divulgacion"
    __table_args__ = (UniqueConstraint("edicion", "desde"), CheckConstraint("umbral >= 1", name="umbral"))

    id: Mapped[int] = mapped_column(primary_key=True)
    edicion: Mapped[str] = mapped_column(String(20))
    umbral: Mapped[int]
    oculta_ceros: Mapped[bool] = mapped_column(default=False)
    dias_de_guarda: Mapped[int | None]
    desde: Mapped[date]
    hasta: Mapped[date | None]
    acto: Mapped[str] = mapped_column(Text, default="")


class FotoDeHechos(Modelo):
    """Los hechos sumados tal como estaban al publicar, cifrados; dos publicaciones iguales comparten una."""

    __tablename__ = "foto_de_hechos"

    id: Mapped[int] = mapped_column(primary_key=True)
    marca: Mapped[str] = mapped_column(String(64), unique=True)
    contenido: Mapped[str] = mapped_column(TextoCifrado)


class Publicacion(Modelo):
    """Una tabla que salió a lo público: qué mostró y, cifrado, cuánto valía de verdad cada celda."""

    __tablename__ = "publicacion"

    id: Mapped[int] = mapped_column(primary_key=True)
    huella: Mapped[str] = mapped_column(String(64), unique=True)  # lo pedido, la edición y la foto
    edicion: Mapped[str] = mapped_column(String(20))
    umbral: Mapped[int]
    especificacion: Mapped[dict[str, Any]] = mapped_column(JSON)
    foto_id: Mapped[int] = mapped_column(ForeignKey("foto_de_hechos.id"), index=True)
    reservado: Mapped[str] = mapped_column(TextoCifrado)
    publicada_en: Mapped[datetime] = mapped_column(Momento)
    publicada_por: Mapped[str] = mapped_column(String(120))
    foto: Mapped[FotoDeHechos] = relationship(lazy="joined")


class Exportacion(Modelo):
    """Un archivo que salió: qué, para qué, quién lo sacó y cuándo se borra. Su serie va en el archivo."""

    __tablename__ = "exportacion"

    id: Mapped[int] = mapped_column(primary_key=True)
    clase: Mapped[str] = mapped_column(String(20))  # reservado, o la edición pública
    que: Mapped[str] = mapped_column(Text)
    proposito: Mapped[str] = mapped_column(TextoCifrado)
    usuaria_id: Mapped[int | None] = mapped_column(ForeignKey("usuaria.id"), index=True)
    autora: Mapped[str] = mapped_column(String(120))
    formato: Mapped[str] = mapped_column(String(10))
    hecha_en: Mapped[datetime] = mapped_column(Momento, index=True)
    borrar_el: Mapped[date | None]


class PublicacionDeExportacion(Modelo):
    """Qué publicaciones van en un archivo: un informe trae varias, y la misma puede salir en muchos."""

    __tablename__ = "publicacion_de_exportacion"

    exportacion_id: Mapped[int] = mapped_column(ForeignKey("exportacion.id"), primary_key=True)
    publicacion_id: Mapped[int] = mapped_column(ForeignKey("publicacion.id"), primary_key=True, index=True)
