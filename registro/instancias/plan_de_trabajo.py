"""Tablas del plan de trabajo: componente → producto → subproducto, con reportes y evidencias."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registro.catalogos.modelo import Entidad
from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class PlanDeTrabajo(Modelo):
    """Lo que la instancia se propone entre dos fechas, y cómo lo aprobó."""

    __tablename__ = "plan_de_trabajo"

    id: Mapped[int] = mapped_column(primary_key=True)
    instancia_id: Mapped[int] = mapped_column(ForeignKey("instancia.id"), index=True)
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    desde: Mapped[date]
    hasta: Mapped[date]
    aprobado_el: Mapped[date | None]
    como_se_aprobo: Mapped[str] = mapped_column(TextoCifrado, default="")
    componentes: Mapped[list[ComponenteDePlan]] = relationship(order_by="ComponenteDePlan.orden")


class ComponenteDePlan(Modelo):
    """Línea del plan."""

    __tablename__ = "componente_de_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan_de_trabajo.id"), index=True)
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    orden: Mapped[int]
    productos: Mapped[list[ProductoDePlan]] = relationship(order_by="ProductoDePlan.numero")


class ProductoDePlan(Modelo):
    """Producto numerado dentro de su componente."""

    __tablename__ = "producto_de_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    componente_id: Mapped[int] = mapped_column(ForeignKey("componente_de_plan.id"), index=True)
    numero: Mapped[int]
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    subproductos: Mapped[list[SubproductoDePlan]] = relationship(order_by="SubproductoDePlan.numero")


class SubproductoDePlan(Modelo):
    """Lo que se entrega: quién responde y cuándo vence. Retirado, conserva sus reportes y su motivo."""

    __tablename__ = "subproducto_de_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    producto_id: Mapped[int] = mapped_column(ForeignKey("producto_de_plan.id"), index=True)
    numero: Mapped[int]
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    vence: Mapped[date | None]
    retirado_el: Mapped[date | None]
    motivo_del_retiro: Mapped[str] = mapped_column(TextoCifrado, default="")
    responsables: Mapped[list[ResponsableDeSubproducto]] = relationship(
        cascade="all, delete-orphan", order_by="ResponsableDeSubproducto.id"
    )
    reportes: Mapped[list[ReporteDePlan]] = relationship(order_by="ReporteDePlan.id")


class ResponsableDeSubproducto(Modelo):
    """Entidad que responde por un subproducto."""

    __tablename__ = "responsable_de_subproducto"
    __table_args__ = (UniqueConstraint("subproducto_id", "entidad_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subproducto_id: Mapped[int] = mapped_column(ForeignKey("subproducto_de_plan.id"))
    entidad_id: Mapped[int] = mapped_column(ForeignKey("entidad.id"), index=True)
    entidad: Mapped[Entidad] = relationship()


class ReporteDePlan(Modelo):
    """Lo que se hizo en un semestre y hasta qué porcentaje va el subproducto."""

    __tablename__ = "reporte_de_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    subproducto_id: Mapped[int] = mapped_column(ForeignKey("subproducto_de_plan.id"), index=True)
    semestre: Mapped[str] = mapped_column(String(6))
    texto: Mapped[str] = mapped_column(TextoCifrado)
    avance: Mapped[int]
    creado_en: Mapped[datetime] = mapped_column(Momento)
    creado_por: Mapped[str] = mapped_column(String(120))
    anulado_en: Mapped[datetime | None] = mapped_column(Momento)
    anulado_por: Mapped[str | None] = mapped_column(String(120))
    evidencias: Mapped[list[EvidenciaDeReporte]] = relationship(
        cascade="all, delete-orphan", order_by="EvidenciaDeReporte.id"
    )


class EvidenciaDeReporte(Modelo):
    """Un enlace, o un archivo guardado cifrado en la base (va en las copias de seguridad)."""

    __tablename__ = "evidencia_de_reporte"

    id: Mapped[int] = mapped_column(primary_key=True)
    reporte_id: Mapped[int] = mapped_column(ForeignKey("reporte_de_plan.id"), index=True)
    nombre: Mapped[str] = mapped_column(TextoCifrado)
    enlace: Mapped[str] = mapped_column(TextoCifrado, default="")
    contenido: Mapped[str | None] = mapped_column(TextoCifrado, deferred=True)
