"""Objetivos y productos del CONPES D.C. 11 de 2019 (PPASP 2020–2029), con sus metas y lo alcanzado."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Exacto, Modelo


class Objetivo(Modelo):
    """Objetivo específico de la política."""

    __tablename__ = "objetivo"

    numero: Mapped[int] = mapped_column(primary_key=True)
    texto: Mapped[str] = mapped_column(Text)


class Producto(Modelo):
    """Producto ``objetivo.resultado.número``; lo demás, que cambia por acto, está en ``definiciones``."""

    __tablename__ = "producto"

    id: Mapped[int] = mapped_column(primary_key=True)
    codigo: Mapped[str] = mapped_column(String(12), unique=True)
    objetivo_numero: Mapped[int] = mapped_column(ForeignKey("objetivo.numero"), index=True)
    cifras: Mapped[list[CifraDeProducto]] = relationship(cascade="all, delete-orphan")


class CifraDeProducto(Modelo):
    """Lo alcanzado por un producto en un tramo de vigencias, sin reporte trimestral.

    Un tramo de una sola vigencia es una cifra anual; uno más largo es un saldo de apertura: se sabe el total
    y no cómo se repartió.
    """

    __tablename__ = "cifra_de_producto"
    __table_args__ = (UniqueConstraint("producto_id", "desde", "hasta"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    producto_id: Mapped[int] = mapped_column(ForeignKey("producto.id"))
    desde: Mapped[int]
    hasta: Mapped[int]
    valor: Mapped[Decimal] = mapped_column(Exacto)


class CifraPublicada(Modelo):
    """Cifra publicada, tal como salió; se muestra al lado de la calculada, nunca en su lugar.

    ``periodo``: de qué vigencia («2023») o semestre («2020-1») es, si se dijo.
    """

    __tablename__ = "cifra_publicada"
    __table_args__ = (UniqueConstraint("tabla", "fila", "columna", "periodo"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tabla: Mapped[str] = mapped_column(String(60))
    fila: Mapped[str] = mapped_column(String(200))
    columna: Mapped[str] = mapped_column(String(120))
    periodo: Mapped[str] = mapped_column(String(6), default="")
    valor: Mapped[Decimal] = mapped_column(Exacto)
