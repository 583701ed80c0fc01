"""Mesa de acompañamiento técnico con una entidad o sector; algunas son también una jornada itinerante."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import StringField

from registro.actividades.base import Actividad
from registro.actividades.campos import campo_cantidad, hasta, obligatorio
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import ANULADA
from registro.actividades.formulario import ConConteos
from registro.actividades.jornada import Jornada
from registro.extensiones import db, tomar_turno
from registro.fechas import hoy
from registro.textos import clave

CANDADO_DE_NUMERO = 7_110


class MesaTecnica(Actividad):
    """Mesa numerada dentro de su vigencia. Con ``jornada_id``, ella y la jornada son la misma actividad."""

    __tablename__ = "mesa_tecnica"
    __mapper_args__ = {
        "polymorphic_identity": "mesa_tecnica",
    }

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    numero: Mapped[int]
    entidad_o_sector: Mapped[str] = mapped_column(String(300))
    jornada_id: Mapped[int | None] = mapped_column(ForeignKey("jornada.actividad_id"), index=True)
    jornada: Mapped[Jornada | None] = relationship(foreign_keys=[jornada_id])


class Formulario(ConConteos):
    """Datos de una mesa técnica."""

    numero = campo_cantidad("Número", "Si lo deja vacío toma el siguiente del año.", minimo=1)
    entidad_o_sector = StringField(
        "Entidad o sector", [obligatorio("Escriba la entidad o el sector."), hasta(300)]
    )


def siguiente_numero(vigencia: int) -> int:
    """El número que sigue al mayor de ``vigencia``; quien lo pide a la vez espera y recibe otro."""
    tomar_turno(db.session(), CANDADO_DE_NUMERO)
    dentro = Actividad.fecha.between(date(vigencia, 1, 1), date(vigencia, 12, 31))
    mayor = db.session.scalar(select(func.max(MesaTecnica.numero)).where(dentro, Actividad.estado != ANULADA))
    return (mayor or 0) + 1


def jornada_de(entidad_o_sector: str, dia: date) -> int | None:
    """La jornada que una mesa dice ser: su texto la nombra y hay una sola ese día."""
    if "jornada" not in clave(entidad_o_sector):
        return None
    del_dia = select(Jornada.actividad_id).where(
        Actividad.fecha == dia, Actividad.precision == "dia", Actividad.estado != ANULADA
    )
    halladas = db.session.scalars(del_dia.limit(2)).all()
    return halladas[0] if len(halladas) == 1 else None


def _completar(datos: dict[str, Any]) -> dict[str, Any]:
    fecha = datos.get("fecha")
    entidad = datos.get("entidad_o_sector") or datos.get("lugar") or "Sin entidad"
    numero = datos.get("numero") or siguiente_numero(fecha.dia.year if fecha else hoy().year)
    completos = datos | {"entidad_o_sector": entidad, "numero": numero}
    if "jornada_id" not in datos:  # al corregir ya viene la que tenía
        completos["jornada_id"] = jornada_de(entidad, fecha.dia) if fecha else None
    return completos


def _ficha(mesa: Any) -> list[tuple[str, str]]:
    return [("Número", str(mesa.numero)), ("Entidad o sector", mesa.entidad_o_sector)]


TIPO = TipoDeActividad(
    clave="mesa_tecnica",
    nombre="Mesa técnica",
    con_articulo="la mesa técnica",
    plural="Mesas técnicas",
    descripcion="Acompañamiento técnico a una entidad o sector.",
    modelo=MesaTecnica,
    formulario=Formulario,
    propios=("numero", "entidad_o_sector", "jornada_id"),
    titulo=lambda datos: f"Mesa técnica {datos['numero']}: {datos['entidad_o_sector']}"[:300],
    completar=_completar,
    ficha=_ficha,
    con_jornada=True,
    con_autorregistro=True,
)
