"""Encuentro: escuela, cuidado menstrual, cine, feria, asamblea, recorrido, red de apoyo, insumos y otros."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import StringField
from wtforms.validators import Optional, ValidationError

from registro.actividades.base import Actividad
from registro.actividades.campos import (
    CANTIDAD_MAXIMA,
    CampoDecimal,
    campo_cantidad,
    eleccion,
    entre,
    hasta,
    obligatorio,
)
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import ConConteos
from registro.extensiones import Exacto


class Encuentro(Actividad):
    """Encuentro de una categoría, con la cantidad que deja (graduadas, condones, escenarios) y su unidad."""

    __tablename__ = "encuentro"
    __mapper_args__ = {"polymorphic_identity": "encuentro"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    categoria: Mapped[str] = mapped_column(String(120), index=True)
    cantidad: Mapped[Decimal | None] = mapped_column(Exacto)
    unidad: Mapped[str] = mapped_column(String(60), default="")


class Formulario(ConConteos):
    """Datos de un encuentro."""

    categoria = eleccion("Categoría", obligatorio("Elija la categoría."))
    sesiones = campo_cantidad(
        "Cuántos encuentros", "Cuántos representa este registro. Casi siempre 1.", minimo=1
    )
    cantidad = CampoDecimal(
        "Cantidad",
        [Optional(), entre(0, CANTIDAD_MAXIMA)],
        description="Lo que deja: graduadas, condones entregados, escenarios visitados…",
    )
    unidad = StringField(
        "Unidad de la cantidad", [Optional(), hasta(60)], description="Por ejemplo, personas graduadas."
    )

    def validate_cantidad(self, campo: CampoDecimal) -> None:
        """Una cantidad sin unidad no se puede sumar con ninguna."""
        if campo.data is not None and not (self.unidad.data or "").strip():
            raise ValidationError("Escriba abajo en qué unidad está la cantidad.")


def _con_mayuscula(texto: str) -> str:
    return texto[:1].upper() + texto[1:]


def _ficha(encuentro: Any) -> list[tuple[str, str]]:
    filas = [("Categoría", _con_mayuscula(encuentro.categoria)), ("Encuentros", str(encuentro.sesiones))]
    if encuentro.cantidad is not None:
        escrita = f"{encuentro.cantidad.normalize():f}".replace(".", ",")
        filas.append(("Cantidad", f"{escrita} {encuentro.unidad}"))
    return filas


TIPO = TipoDeActividad(
    clave="encuentro",
    nombre="Encuentro",
    con_articulo="el encuentro",
    plural="Encuentros",
    descripcion="Escuela, cuidado menstrual, cine, feria, asamblea, recorrido, entrega de insumos…",
    modelo=Encuentro,
    formulario=Formulario,
    propios=("categoria", "cantidad", "unidad"),
    titulo=lambda datos: "Encuentro" if datos["categoria"] == "otro" else _con_mayuscula(datos["categoria"]),
    completar=lambda datos: datos | {"categoria": datos.get("categoria") or "otro"},
    ficha=_ficha,
    con_tarjetas=True,
)
