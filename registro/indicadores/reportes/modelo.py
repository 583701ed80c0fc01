"""Reportes de los sectores con su historia, alcances, archivos, plazos, dispensas y cortes cerrados."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.extensiones import Exacto, Modelo, Momento
from registro.indicadores.modelo import Producto
from registro.seguridad.cifrado import TextoCifrado


class Reporte(Modelo):
    """Lo que un sector dice de un producto en un trimestre; con ``version`` nadie pisa a otra."""

    __tablename__ = "reporte"
    __table_args__ = (
        UniqueConstraint("producto_id", "vigencia", "trimestre"),
        Index("ix_reporte_vigencia_trimestre_estado", "vigencia", "trimestre", "estado"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    producto_id: Mapped[int] = mapped_column(ForeignKey("producto.id"))
    vigencia: Mapped[int]
    trimestre: Mapped[int]
    estado: Mapped[str] = mapped_column(String(10), default="borrador")
    valor: Mapped[Decimal | None] = mapped_column(Exacto)
    numerador: Mapped[Decimal | None] = mapped_column(Exacto)
    denominador: Mapped[Decimal | None] = mapped_column(Exacto)
    sin_dato: Mapped[bool] = mapped_column(default=False)  # dicho a propósito: ese trimestre no hay cifra
    texto: Mapped[str] = mapped_column(TextoCifrado, default="")
    justificacion: Mapped[str] = mapped_column(TextoCifrado, default="")
    origen: Mapped[str] = mapped_column(String(10), default="pantalla")
    version: Mapped[int] = mapped_column(default=1)
    cambiado_en: Mapped[datetime] = mapped_column(Momento)
    cambiado_por: Mapped[str] = mapped_column(String(120))
    enviado_en: Mapped[datetime | None] = mapped_column(Momento)
    aprobado_en: Mapped[datetime | None] = mapped_column(Momento)
    producto: Mapped[Producto] = relationship()
    pasos: Mapped[list[PasoDeReporte]] = relationship(order_by="PasoDeReporte.id")
    alcances: Mapped[list[Alcance]] = relationship(order_by="Alcance.id")
    adjuntos: Mapped[list[Adjunto]] = relationship(order_by="Adjunto.id")

    __mapper_args__ = {"version_id_col": version}


class PasoDeReporte(Modelo):
    """Un paso de su historia, con lo que se dijo y la cifra que llevaba."""

    __tablename__ = "paso_de_reporte"

    id: Mapped[int] = mapped_column(primary_key=True)
    reporte_id: Mapped[int] = mapped_column(ForeignKey("reporte.id"), index=True)
    paso: Mapped[str] = mapped_column(String(20))
    momento: Mapped[datetime] = mapped_column(Momento)
    actor: Mapped[str] = mapped_column(String(120))
    dicho: Mapped[str] = mapped_column(TextoCifrado, default="")
    valor: Mapped[Decimal | None] = mapped_column(Exacto)


class Alcance(Modelo):
    """Lo que el sector añade o corrige después de aprobado: pendiente · aceptado · negado."""

    __tablename__ = "alcance_de_reporte"

    id: Mapped[int] = mapped_column(primary_key=True)
    reporte_id: Mapped[int] = mapped_column(ForeignKey("reporte.id"), index=True)
    estado: Mapped[str] = mapped_column(String(10), default="pendiente", index=True)
    valor: Mapped[Decimal | None] = mapped_column(Exacto)
    numerador: Mapped[Decimal | None] = mapped_column(Exacto)
    denominador: Mapped[Decimal | None] = mapped_column(Exacto)
    texto: Mapped[str] = mapped_column(TextoCifrado)
    enviado_en: Mapped[datetime] = mapped_column(Momento)
    enviado_por: Mapped[str] = mapped_column(String(120))
    resuelto_en: Mapped[datetime | None] = mapped_column(Momento)
    resuelto_por: Mapped[str] = mapped_column(String(120), default="")
    respuesta: Mapped[str] = mapped_column(TextoCifrado, default="")
    reporte: Mapped[Reporte] = relationship(back_populates="alcances")


class Adjunto(Modelo):
    """Un archivo que acompaña a un reporte; retirarlo no lo borra de la historia, sí su contenido."""

    __tablename__ = "adjunto"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    reporte_id: Mapped[int] = mapped_column(ForeignKey("reporte.id"), index=True)
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    formato: Mapped[str] = mapped_column(String(10))
    bytes: Mapped[int]
    huella: Mapped[str] = mapped_column(String(64))
    subido_en: Mapped[datetime] = mapped_column(Momento)
    subido_por: Mapped[str] = mapped_column(String(120))
    retirado_en: Mapped[datetime | None] = mapped_column(Momento)


class ContenidoDeAdjunto(Modelo):
    """El archivo mismo, comprimido y cifrado; aparte, para que ninguna lista lo traiga."""

    __tablename__ = "contenido_de_adjunto"

    adjunto_id: Mapped[int] = mapped_column(ForeignKey("adjunto.id"), primary_key=True, autoincrement=False)
    cuerpo: Mapped[str] = mapped_column(TextoCifrado)


class Dispensa(Modelo):
    """Un hallazgo que alguien dejó pasar con su razón; vale mientras el hallazgo diga lo mismo."""

    __tablename__ = "dispensa"

    id: Mapped[int] = mapped_column(primary_key=True)
    llave: Mapped[str] = mapped_column(String(80), index=True)
    frase: Mapped[str] = mapped_column(TextoCifrado)
    motivo: Mapped[str] = mapped_column(TextoCifrado)
    momento: Mapped[datetime] = mapped_column(Momento)
    actor: Mapped[str] = mapped_column(String(120))
    retirada_en: Mapped[datetime | None] = mapped_column(Momento)


class ReglaDePlazo(Modelo):
    """Desde un trimestre, cuántos días hábiles hay para reportar."""

    __tablename__ = "regla_de_plazo"
    __table_args__ = (UniqueConstraint("vigencia", "trimestre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vigencia: Mapped[int]
    trimestre: Mapped[int]
    dias_habiles: Mapped[int]
    nota: Mapped[str] = mapped_column(TextoCifrado, default="")


class PlazoFijado(Modelo):
    """El vencimiento de un trimestre cuando no es el de la regla: una circular lo movió."""

    __tablename__ = "plazo_fijado"
    __table_args__ = (UniqueConstraint("vigencia", "trimestre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vigencia: Mapped[int]
    trimestre: Mapped[int]
    vence: Mapped[date]
    motivo: Mapped[str] = mapped_column(TextoCifrado)


class CorteCerrado(Modelo):
    """Un corte que se cerró; reabrirlo deja su razón y la fila, y cerrarlo otra vez hace una nueva."""

    __tablename__ = "corte_cerrado"
    __table_args__ = (Index("ix_corte_cerrado_vigencia_trimestre", "vigencia", "trimestre"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    vigencia: Mapped[int]
    trimestre: Mapped[int]
    cerrado_en: Mapped[datetime] = mapped_column(Momento)
    cerrado_por: Mapped[str] = mapped_column(String(120))
    huella: Mapped[str] = mapped_column(String(64))
    semaforo: Mapped[str] = mapped_column(String(40), default="", server_default="")  # los rangos que regían
    reabierto_en: Mapped[datetime | None] = mapped_column(Momento)
    reabierto_por: Mapped[str] = mapped_column(String(120), default="")
    motivo: Mapped[str] = mapped_column(TextoCifrado, default="")


class CifraCongelada(Modelo):
    """Una cifra tal como estaba al cerrarse el corte.

    ``origen``: reporte · saldo (sin reporte trimestral) · regla (medida en el registro) · aparte (un reporte
    aprobado que no era la fuente oficial). ``trimestre`` 4 con ``desde`` distinto de ``hasta`` es un saldo
    de varias vigencias.
    """

    __tablename__ = "cifra_congelada"
    __table_args__ = (Index("ix_cifra_congelada_corte_id_producto_id", "corte_id", "producto_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    corte_id: Mapped[int] = mapped_column(ForeignKey("corte_cerrado.id"))
    producto_id: Mapped[int] = mapped_column(ForeignKey("producto.id"))
    reporte_id: Mapped[int | None] = mapped_column(ForeignKey("reporte.id"))
    desde: Mapped[int]
    hasta: Mapped[int]
    trimestre: Mapped[int]
    valor: Mapped[Decimal | None] = mapped_column(Exacto)
    numerador: Mapped[Decimal | None] = mapped_column(Exacto)
    denominador: Mapped[Decimal | None] = mapped_column(Exacto)
    texto: Mapped[str] = mapped_column(TextoCifrado, default="")
    origen: Mapped[str] = mapped_column(String(10), default="reporte", server_default="reporte")


class DefinicionCongelada(Modelo):
    """Con qué versión de su definición se calculó cada producto en un corte cerrado."""

    __tablename__ = "definicion_congelada"
    __table_args__ = (UniqueConstraint("corte_id", "producto_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    corte_id: Mapped[int] = mapped_column(ForeignKey("corte_cerrado.id"))
    producto_id: Mapped[int] = mapped_column(ForeignKey("producto.id"))
    definicion_id: Mapped[int] = mapped_column(ForeignKey("definicion_de_producto.id"))
