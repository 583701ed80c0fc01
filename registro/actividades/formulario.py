"""Campos comunes de los formularios de actividad y campos que entienden lo que la gente escribe."""

from __future__ import annotations

from typing import Any

from wtforms import Field, Form, IntegerField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import TextInput

from registro.actividades.conteos import MAXIMO, PUBLICOS
from registro.errores import ErrorDeRegistro
from registro.fechas import Fecha, Precision, leer_fecha_con_precision
from registro.numeros import leer_entero

OBLIGATORIO = "Este dato hace falta."


class CampoFecha(Field):
    """Fecha en un solo campo: «13/03/2023», «2023-03», «marzo de 2023». Sus datos son una :class:`Fecha`."""

    widget = TextInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Lee lo escrito; si no se entiende, la frase queda como error y el texto se conserva."""
        self.escrito = valuelist[0].strip() if valuelist else ""
        self.data = None
        if self.escrito:
            try:
                self.data = leer_fecha_con_precision(self.escrito, self.name)
            except ErrorDeRegistro as error:
                raise ValueError(error.mensaje) from error

    def _value(self) -> str:
        if getattr(self, "escrito", ""):
            return self.escrito
        return escribir_para_corregir(self.data) if isinstance(self.data, Fecha) else ""


def escribir_para_corregir(fecha: Fecha) -> str:
    """La fecha como se volvería a escribir: «13/03/2023», «2023-03» o «2023», según lo que se sabe."""
    formatos = {Precision.DIA: "%d/%m/%Y", Precision.MES: "%Y-%m", Precision.ANIO: "%Y"}
    return fecha.dia.strftime(formatos[fecha.precision])


class CampoCantidad(IntegerField):
    """Número entero no negativo que admite el punto de los miles («1.300»)."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Vacío es «sin dato», nunca cero."""
        self.escrito = valuelist[0].strip() if valuelist else ""
        self.data = None
        if self.escrito:
            try:
                self.data = leer_entero(self.escrito, self.name)
            except ErrorDeRegistro as error:
                raise ValueError(error.mensaje) from error

    def _value(self) -> str:
        return getattr(self, "escrito", "") or ("" if self.data is None else str(self.data))


def campo_cantidad(rotulo: str, ayuda: str = "", minimo: int = 0) -> CampoCantidad:
    """Campo de cantidad con sus límites y la frase que los explica."""
    limites = NumberRange(minimo, MAXIMO, f"Escriba un número entre {minimo} y 100.000.")
    return CampoCantidad(rotulo, [Optional(), limites], description=ayuda)


class FormularioDeActividad(Form):
    """Lo que toda actividad pregunta."""

    fecha = CampoFecha("Fecha", [InputRequired(OBLIGATORIO)], description="Por ejemplo, 13/03/2023")
    lugar = StringField(
        "Lugar", [Length(max=200)], description="Como lo conoce el equipo: «Plazoleta Mariposa»"
    )
    localidad = SelectField("Localidad", [Optional()], choices=[], validate_choice=False)
    titulo = StringField("Título", [Length(max=300)], description="Opcional. Si lo deja vacío se arma solo.")
    notas = TextAreaField(
        "Notas", [Length(max=5000)], description="Opcional. No escriba nombres de quienes asisten."
    )

    def preparar(self, opciones: dict[str, list[tuple[str, str]]]) -> None:
        """Llena las listas con ``opciones`` (nombre del campo → pares clave, etiqueta)."""
        for nombre, pares in opciones.items():
            if nombre in self._fields:
                self._fields[nombre].choices = pares

    def conteos(self) -> dict[str, int]:
        """Personas declaradas por público; sólo los que se escribieron."""
        return {
            publico: campo.data
            for publico in PUBLICOS
            if (campo := self._fields.get(f"conteo_{publico or 'total'}")) is not None
            and campo.data is not None
        }

    def datos(self) -> dict[str, Any]:
        """Datos limpios por nombre de campo, sin los conteos."""
        return {nombre: dato for nombre, dato in self.data.items() if not nombre.startswith("conteo_")}
