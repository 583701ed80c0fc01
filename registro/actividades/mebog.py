"""Sesión MEBOG: formación a la policía en una estación; se asiste por conteo o con el teléfono de cada quien."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from registro.actividades.base import Actividad
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import OBLIGATORIO, FormularioDeActividad, campo_cantidad


class SesionMebog(Actividad):
    """Sesión (o sesiones, si la fila es histórica) con una estación de policía."""

    __tablename__ = "mebog"
    __mapper_args__ = {"polymorphic_identity": "mebog"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    estacion: Mapped[str] = mapped_column(String(120))


class Formulario(FormularioDeActividad):
    """Datos de una sesión MEBOG."""

    estacion = StringField(
        "Estación", [InputRequired(OBLIGATORIO), Length(max=120)], description="Por ejemplo, Puente Aranda"
    )
    sesiones = campo_cantidad(
        "Sesiones", "Cuántas sesiones representa este registro. Casi siempre 1.", minimo=1
    )
    conteo_total = campo_cantidad(
        "Participantes contados", "Opcional. Cuente a quienes estuvieron; cero es válido."
    )


def _completar(datos: dict[str, Any]) -> dict[str, Any]:
    return datos | {"estacion": datos.get("estacion") or datos.get("lugar") or "Sin estación"}


TIPO = TipoDeActividad(
    clave="mebog",
    nombre="Sesión MEBOG",
    con_articulo="la sesión MEBOG",
    plural="Sesiones MEBOG",
    modelo=SesionMebog,
    formulario=Formulario,
    propios=("estacion",),
    titulo=lambda datos: f"Sesión MEBOG, estación {datos['estacion']}",
    completar=_completar,
    ficha=lambda sesion: [("Estación", sesion.estacion), ("Sesiones", str(sesion.sesiones))],
    con_autorregistro=True,
)
