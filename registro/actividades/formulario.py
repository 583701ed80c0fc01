"""Lo que todo formulario de actividad pregunta, en el orden en que se pregunta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, Form, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional, ValidationError

from registro.actividades.alta import LARGO_DE_TEXTO, LARGO_DE_TITULO
from registro.actividades.campos import CampoFecha, campo_cantidad, eleccion, hasta, obligatorio
from registro.actividades.conteos import PUBLICOS, revisar
from registro.catalogos.lugares import LARGO as LARGO_DE_LUGAR
from registro.errores import ErrorDeRegistro

ANTES = ("fecha", "lugar", "localidad")
DESPUES = ("titulo", "notas")
CONTEO = "conteo_"


class FormularioDeActividad(Form):
    """Fecha, lugar, título y notas. Los tipos añaden lo suyo, y se pregunta entre lo uno y lo otro."""

    class Meta:
        locales = ("es",)
        cache_translations = True

    fecha = CampoFecha(
        "Fecha",
        [obligatorio("Escriba la fecha.")],
        description="Por ejemplo, 13/03/2023; o sólo el mes o el año: «marzo de 2023», «2023».",
    )
    lugar = StringField(
        "Lugar",
        [Optional(), hasta(LARGO_DE_LUGAR)],
        description="Como lo conoce el equipo: «Plazoleta Mariposa».",
    )
    localidad = eleccion("Localidad", default="")
    titulo = StringField(
        "Título",
        [Optional(), hasta(LARGO_DE_TITULO)],
        description="Si lo deja vacío se arma solo. Es público: no lleva nombres de personas.",
    )
    notas = TextAreaField(
        "Notas", [Optional(), hasta(LARGO_DE_TEXTO)], description="No escriba nombres de quienes asisten."
    )

    def preparar(self, opciones: Mapping[str, Sequence[tuple[Any, str]]]) -> None:
        """Llena las listas con ``opciones`` (nombre del campo → pares clave, etiqueta)."""
        for nombre, pares in opciones.items():
            if nombre in self._fields:
                self._fields[nombre].choices = [SelectChoice(clave, rotulo) for clave, rotulo in pares]

    def quitar(self, nombres: Sequence[str]) -> None:
        """Deja de preguntar lo que se corrige en otra pantalla."""
        for nombre in nombres:
            del self[nombre]

    def preguntas(self) -> list[Field]:
        """Los campos en orden, sin los conteos: cuándo y dónde, lo del tipo, título y notas."""
        propios = [
            nombre
            for nombre in self._fields
            if nombre not in {*ANTES, *DESPUES} and not nombre.startswith(CONTEO)
        ]
        return [self._fields[nombre] for nombre in (*ANTES, *propios)]

    def cierre(self) -> list[Field]:
        """Lo que se pregunta al final."""
        return [self._fields[nombre] for nombre in DESPUES]

    def total(self) -> Field | None:
        """El campo del total contado, si el tipo lo pregunta."""
        return self._fields.get(f"{CONTEO}total")

    def desglose(self) -> list[Field]:
        """Los campos del conteo por público."""
        campos = self._fields.items()
        return [campo for nombre, campo in campos if nombre.startswith(CONTEO) and nombre != f"{CONTEO}total"]

    def conteos(self) -> dict[str, int]:
        """Personas declaradas por público; sólo los que se escribieron."""
        return {
            publico: campo.data
            for publico in PUBLICOS
            if (campo := self._fields.get(f"{CONTEO}{publico or 'total'}")) is not None
            and campo.data is not None
        }

    def datos(self) -> dict[str, Any]:
        """Datos limpios por nombre de campo, sin los conteos."""
        return {nombre: dato for nombre, dato in self.data.items() if not nombre.startswith(CONTEO)}


class ConConteos(FormularioDeActividad):
    """Además, cuántas personas contó el equipo a mano, en total y por público."""

    conteo_total = campo_cantidad(
        "Personas contadas a mano", "El total que contó el equipo. Cero es válido; vacío es sin dato."
    )
    conteo_asp = campo_cantidad(PUBLICOS["asp"])
    conteo_ciudadania = campo_cantidad(PUBLICOS["ciudadania"])
    conteo_fuerza_publica = campo_cantidad(PUBLICOS["fuerza_publica"])
    conteo_servidoras = campo_cantidad(PUBLICOS["servidoras"])
    conteo_establecimientos = campo_cantidad(PUBLICOS["establecimientos"])
    conteo_otro = campo_cantidad(PUBLICOS["otro"])

    def validate_conteo_total(self, campo: Field) -> None:
        """El desglose no pasa del total."""
        try:
            revisar({publico: n for publico, n in self.conteos().items() if n >= 0})
        except ErrorDeRegistro as error:
            if error.campo == campo.name:
                raise ValidationError(error.mensaje) from error
