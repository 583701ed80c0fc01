"""La definición de un producto, versión por versión, y los rangos de semáforo con sus fechas."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Exacto, Modelo, Momento


class DefinicionDeProducto(Modelo):
    """Una versión entera. Ninguna se corrige ni se borra: un acto nuevo trae otra, con su fecha.

    ``desde`` vacía: rige desde el comienzo. ``regla`` es la de :mod:`registro.indicadores.reglas`, en texto.
    """

    __tablename__ = "definicion_de_producto"
    __table_args__ = (UniqueConstraint("producto_id", "numero"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    producto_id: Mapped[int] = mapped_column(ForeignKey("producto.id"))
    numero: Mapped[int]
    desde: Mapped[date | None]
    acto: Mapped[str] = mapped_column(String(300), default="")
    unidad: Mapped[str] = mapped_column(String(12))
    anualizacion: Mapped[str] = mapped_column(String(12))
    anualizacion_origen: Mapped[str] = mapped_column(String(14), default="")
    periodicidad: Mapped[str] = mapped_column(String(12), default="")
    estado: Mapped[str] = mapped_column(String(14), default="en_ejecucion")
    vigencia_inicial: Mapped[int | None]
    vigencia_final: Mapped[int | None]
    linea_base: Mapped[Decimal | None] = mapped_column(Exacto)
    meta_final: Mapped[Decimal | None] = mapped_column(Exacto)
    meta_final_origen: Mapped[str] = mapped_column(String(14), default="")
    fuente_oficial: Mapped[str] = mapped_column(String(12), default="automatica")
    semaforo: Mapped[str] = mapped_column(String(40), default="")
    regla: Mapped[str] = mapped_column(Text, default="")
    nombre: Mapped[str] = mapped_column(Text)
    sector_id: Mapped[int] = mapped_column(ForeignKey("sector.id"))
    responsable: Mapped[str] = mapped_column(String(200), default="", server_default="")
    corresponsables: Mapped[str] = mapped_column(String(500), default="", server_default="")
    registrada_en: Mapped[datetime] = mapped_column(Momento)
    registrada_por: Mapped[str] = mapped_column(String(120))
    metas: Mapped[list[MetaDeDefinicion]] = relationship(
        cascade="all, delete-orphan", order_by="MetaDeDefinicion.desde"
    )


class MetaDeDefinicion(Modelo):
    """La meta de una vigencia; de un tramo más largo es un saldo de apertura."""

    __tablename__ = "meta_de_definicion"
    __table_args__ = (UniqueConstraint("definicion_id", "desde", "hasta"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    definicion_id: Mapped[int] = mapped_column(ForeignKey("definicion_de_producto.id"))
    desde: Mapped[int]
    hasta: Mapped[int]
    valor: Mapped[Decimal] = mapped_column(Exacto)


class ConjuntoDeSemaforo(Modelo):
    """Rangos con nombre. ``desde``: fecha en que empieza a regir para todos; vacía, sólo donde se elija.

    Ninguno se corrige ni se borra: un acto nuevo trae otro, y lo que se leyó con éste se puede volver a leer.

    ``sobre`` es de qué se saca el porcentaje de cada color: ``todos`` los productos, o los que tienen
    meta en la vigencia (``con_meta``).
    """

    __tablename__ = "conjunto_de_semaforo"

    clave: Mapped[str] = mapped_column(String(40), primary_key=True)
    nombre: Mapped[str] = mapped_column(String(80))
    desde: Mapped[date | None]
    sobre: Mapped[str] = mapped_column(String(10), default="todos")
    justifica: Mapped[bool] = mapped_column(default=False)
    acto: Mapped[str] = mapped_column(String(300), default="", server_default="")
    numero: Mapped[int] = mapped_column(default=0, server_default="0")
    registrado_en: Mapped[datetime | None] = mapped_column(Momento)
    registrado_por: Mapped[str] = mapped_column(String(120), default="", server_default="")
    rangos: Mapped[list[RangoDeSemaforo]] = relationship(
        cascade="all, delete-orphan", order_by="RangoDeSemaforo.orden"
    )


class RangoDeSemaforo(Modelo):
    """Hasta qué porcentaje llega un color, y si ese tope es suyo; sin tope, todo lo demás."""

    __tablename__ = "rango_de_semaforo"
    __table_args__ = (UniqueConstraint("conjunto_clave", "orden"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conjunto_clave: Mapped[str] = mapped_column(ForeignKey("conjunto_de_semaforo.clave"))
    orden: Mapped[int]
    color: Mapped[str] = mapped_column(String(12))
    hasta: Mapped[Decimal | None] = mapped_column(Exacto)
    incluye: Mapped[bool] = mapped_column(default=True)
