"""Encuentro: escuela, cuidado menstrual, cine, feria, asamblea, recorrido, red de apoyo, insumos y otros."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import DecimalField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from registro.actividades.base import Actividad
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.formulario import OBLIGATORIO, FormularioDeActividad, campo_cantidad
from registro.errores import ErrorDeRegistro
from registro.extensiones import Exacto
from registro.numeros import leer_decimal


class Encuentro(Actividad):
    """Encuentro de una categoría, con la cantidad que deja (graduadas, condones, escenarios) y su unidad."""

    __tablename__ = "encuentro"
    __mapper_args__ = {"polymorphic_identity": "encuentro"}

    actividad_id: Mapped[int] = mapped_column(ForeignKey("actividad.id"), primary_key=True)
    categoria: Mapped[str] = mapped_column(String(120), index=True)
    cantidad: Mapped[Decimal | None] = mapped_column(Exacto)
    unidad: Mapped[str] = mapped_column(String(60), default="")


class CampoDecimal(DecimalField):
    """Cantidad con decimales a la manera de aquí («5,7»)."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Vacío es «sin dato»; una escala ambigua se pregunta, no se adivina."""
        self.escrito = valuelist[0].strip() if valuelist else ""
        self.data = None
        if self.escrito:
            try:
                self.data = leer_decimal(self.escrito, self.name)
            except ErrorDeRegistro as error:
                raise ValueError(error.mensaje) from error

    def _value(self) -> str:
        guardado = "" if self.data is None else f"{self.data.normalize():f}".replace(".", ",")
        return getattr(self, "escrito", "") or guardado


class Formulario(FormularioDeActividad):
    """Datos de un encuentro."""

    categoria = SelectField("Categoría", [InputRequired(OBLIGATORIO)], choices=[], validate_choice=False)
    sesiones = campo_cantidad(
        "Cuántos encuentros", "Cuántos representa este registro. Casi siempre 1.", minimo=1
    )
    cantidad = CampoDecimal(
        "Cantidad",
        [Optional(), NumberRange(0, 10**12, "Escriba una cantidad de cero en adelante.")],
        description="Opcional: graduadas, condones entregados, escenarios visitados…",
    )
    unidad = StringField(
        "Unidad de la cantidad", [Length(max=60)], description="Por ejemplo: personas graduadas"
    )
    conteo_total = campo_cantidad("Participantes contados", "Opcional")

    def validate_unidad(self, campo: StringField) -> None:
        """Una cantidad sin unidad no se puede sumar con ninguna."""
        if self.cantidad.data is not None and not (campo.data or "").strip():
            raise ValueError("Escriba en qué unidad está la cantidad.")


def _ficha(encuentro: Any) -> list[tuple[str, str]]:
    filas = [("Categoría", encuentro.categoria), ("Encuentros", str(encuentro.sesiones))]
    if encuentro.cantidad is not None:
        escrita = f"{encuentro.cantidad.normalize():f}".replace(".", ",")
        filas.append(("Cantidad", f"{escrita} {encuentro.unidad}"))
    return filas


TIPO = TipoDeActividad(
    clave="encuentro",
    nombre="Encuentro",
    con_articulo="el encuentro",
    plural="Encuentros",
    modelo=Encuentro,
    formulario=Formulario,
    propios=("categoria", "cantidad", "unidad"),
    titulo=lambda datos: str(datos["categoria"])[:1].upper() + str(datos["categoria"])[1:],
    completar=lambda datos: datos | {"categoria": datos.get("categoria") or "otro"},
    ficha=_ficha,
    con_tarjetas=True,
)
