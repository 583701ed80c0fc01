"""Asistencia de delegadas y de policías: tabla propia, sin ninguna llave hacia personas ni tarjetas."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from registro.extensiones import Modelo, Momento
from registro.seguridad.cifrado import TextoCifrado


class AsistenciaInstitucional(Modelo):
    """Un puesto de la instancia que estuvo, alguien que se registró con su teléfono, o varias contadas.

    Orígenes: qr (código de la delegada) · manual (lista) · autorregistro (teléfono propio) · importada.
    ``llave`` reconoce el teléfono que ya se registró en esa sesión, sin decir cuál es.
    """

    __tablename__ = "asistencia_institucional"
    __table_args__ = (
        Index(
            "uq_asistencia_institucional_vigente",
            "actividad_id",
            "puesto_id",
            unique=True,
            sqlite_where=text("anulada_en IS NULL AND puesto_id IS NOT NULL"),
            postgresql_where=text("anulada_en IS NULL AND puesto_id IS NOT NULL"),
        ),
        Index("uq_asistencia_institucional_llave", "llave", unique=True),
        CheckConstraint("cantidad >= 1", name="cantidad"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), index=True)
    puesto_id: Mapped[int | None] = mapped_column(ForeignKey("puesto.id"), index=True)
    delegada_id: Mapped[int | None] = mapped_column(ForeignKey("delegada.id"))
    nombre: Mapped[str | None] = mapped_column(TextoCifrado)
    entidad: Mapped[str] = mapped_column(TextoCifrado, default="")
    cantidad: Mapped[int] = mapped_column(default=1)
    origen: Mapped[str] = mapped_column(String(14))
    llave: Mapped[str | None] = mapped_column(String(64))
    registrada_en: Mapped[datetime] = mapped_column(Momento)
    registrada_por: Mapped[str] = mapped_column(String(120))
    anulada_en: Mapped[datetime | None] = mapped_column(Momento)
    anulada_por: Mapped[str | None] = mapped_column(String(120))
    motivo: Mapped[str | None] = mapped_column(TextoCifrado)
