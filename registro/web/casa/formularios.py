"""Los formularios de la Casa."""

from __future__ import annotations

from uuid import uuid4

from flask import request
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from registro.asistencia import consultas_de_atenciones as consultas
from registro.asistencia.operaciones.atenciones import DatosDeAtencion
from registro.numeros import leer_entero
from registro.web.controles import Formulario


class FormularioDeTarjeta(Formulario):
    """El código que escribe el lector."""

    codigo = StringField(
        "Código de la tarjeta",
        [InputRequired("Lea la tarjeta o escriba su código."), Length(max=200)],
        description="El lector lo escribe solo. También puede escribirlo: R1-…",
    )
    lectura = HiddenField(default=lambda: str(uuid4()))


class FormularioDeAtencion(Formulario):
    """Una atención: la clase ya dice de qué área es («juridica|asesoría»)."""

    clase = RadioField("Clase de atención", [InputRequired("Elija la clase de la atención.")], choices=[])
    modalidad = RadioField("Modalidad", [InputRequired("Elija la modalidad.")], choices=[])
    hecho = SelectMultipleField("Lo que se hizo", choices=[], validate_choice=False)
    envio = HiddenField(default=lambda: str(uuid4()))

    def preparar(self) -> list[consultas.OpcionesDeArea]:
        """Llena las listas y las devuelve por área, como se dibujan."""
        areas = consultas.areas()
        self.clase.choices = [
            (f"{una.area.clave}|{clase.clave}", clase.etiqueta) for una in areas for clase in una.clases
        ]
        self.modalidad.choices = [(una.clave, una.etiqueta) for una in consultas.modalidades()]
        self.hecho.choices = [
            (f"{catalogo}|{opcion.clave}", opcion.etiqueta) for una in areas for catalogo, opcion in una.hecho
        ]
        if self.modalidad.data is None and self.modalidad.choices:
            self.modalidad.data = self.modalidad.choices[0][0]
        return areas

    def datos(self) -> DatosDeAtencion:
        """Lo elegido, con las veces de cada cosa.

        :raises ErrorDeRegistro: unas veces que no son un número.
        """
        area, _, clase = self.clase.data.partition("|")
        gestiones = tuple(
            (*elegida.split("|", 1), leer_entero(request.form.get(f"veces|{elegida}") or 1, "clase"))
            for elegida in self.hecho.data or []
            if "|" in elegida
        )
        return DatosDeAtencion(area, clase, self.modalidad.data, gestiones)


class FormularioDeCorreccion(FormularioDeAtencion):
    """La atención y por qué se corrige."""

    motivo = TextAreaField(
        "Por qué se corrige",
        [InputRequired("Escriba por qué se corrige."), Length(max=500)],
        description="La anterior queda guardada como anulada. No escriba nombres.",
    )


class FormularioDeAnulacion(Formulario):
    """Por qué se anula."""

    motivo = TextAreaField(
        "Por qué se anula",
        [InputRequired("Escriba por qué se anula."), Length(max=500)],
        description="No escriba nombres.",
    )
