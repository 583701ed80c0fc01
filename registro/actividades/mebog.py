"""Sesión MEBOG: formación a la policía en una estación, contada a mano o con el teléfono de cada quien."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import StringField

from registro.actividades.base import Actividad
from registro.actividades.campos import campo_cantidad, hasta, obligatorio
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import ConConteos
from registro.catalogos.consultas import localidad_oficial


class SesionMebog(Actividad):
    """Sesión (o sesiones, si la fila es histórica) con una estación de policía."""

    __tablename__ = "mebog"
    __mapper_args__ = {"polymorphic_identity": "mebog"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    estacion: Mapped[str] = mapped_column(String(120))


class Formulario(ConConteos):
    """Datos de una sesión MEBOG."""

    estacion = StringField(
        "Estación",
        [obligatorio("Escriba la estación."), hasta(120)],
        description="Por ejemplo, Puente Aranda.",
    )
    sesiones = campo_cantidad(
        "Sesiones", "Cuántas sesiones representa este registro. Casi siempre 1.", minimo=1
    )


def _completar(datos: dict[str, Any]) -> dict[str, Any]:
    """Cada estación lleva el nombre de su localidad: si nadie la dijo, es ésa."""
    estacion = datos.get("estacion") or datos.get("lugar") or "Sin estación"
    localidad = datos.get("localidad") or localidad_oficial(estacion)
    return datos | {"estacion": estacion, "localidad": localidad}


TIPO = TipoDeActividad(
    clave="mebog",
    nombre="Sesión MEBOG",
    con_articulo="la sesión MEBOG",
    plural="Sesiones MEBOG",
    descripcion="Formación a la policía en una estación; se cuenta a quienes estuvieron.",
    modelo=SesionMebog,
    formulario=Formulario,
    propios=("estacion",),
    titulo=lambda datos: f"Sesión MEBOG, estación {datos['estacion']}",
    completar=_completar,
    ficha=lambda sesion: [("Estación", sesion.estacion), ("Sesiones", str(sesion.sesiones))],
    con_autorregistro=True,
)
