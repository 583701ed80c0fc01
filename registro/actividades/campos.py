"""Campos de formulario que entienden lo que la gente escribe y dicen en español lo que no entienden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wtforms import DecimalField, Field, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import TextInput

from registro.actividades.conteos import MAXIMO
from registro.errores import ErrorDeRegistro
from registro.fechas import Fecha, Precision, escribir_hora, leer_fecha_con_precision, leer_hora
from registro.numeros import escribir, leer_decimal, leer_entero

FUERA_DE_LISTA = "Elija una opción de la lista."
CANTIDAD_MAXIMA = 10**12


class _CampoLeido(Field):
    """Guarda lo escrito tal cual, para devolverlo si no se entiende, y deja en ``data`` lo leído."""

    escrito = ""

    def leer(self, texto: str) -> Any:
        """Lo que significa el texto; un :class:`ErrorDeRegistro` es el error del campo."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[str]) -> None:
        """Vacío es «sin dato», nunca cero."""
        self.escrito = valuelist[0].strip() if valuelist else ""
        self.data = None
        if self.escrito:
            try:
                self.data = self.leer(self.escrito)
            except ErrorDeRegistro as error:
                raise ValueError(error.mensaje) from error


class CampoFecha(_CampoLeido):
    """Fecha en un solo campo: «13/03/2023», «2023-03», «marzo de 2023». Sus datos son una :class:`Fecha`."""

    widget = TextInput()

    def leer(self, texto: str) -> Fecha:
        return leer_fecha_con_precision(texto, self.name)

    def _value(self) -> str:
        return self.escrito or (escribir_para_corregir(self.data) if isinstance(self.data, Fecha) else "")


def escribir_para_corregir(fecha: Fecha) -> str:
    """La fecha como se volvería a escribir: «13/03/2023», «2023-03» o «2023», según lo que se sabe."""
    formatos = {Precision.DIA: "%d/%m/%Y", Precision.MES: "%Y-%m", Precision.ANIO: "%Y"}
    return fecha.dia.strftime(formatos[fecha.precision])


class CampoHora(_CampoLeido):
    """Una hora como se dice («2:30 p. m.»); sus datos son «14:30»."""

    widget = TextInput()

    def leer(self, texto: str) -> str:
        return leer_hora(texto, self.name)

    def _value(self) -> str:
        return self.escrito or (escribir_hora(self.data) if self.data else "")


class CampoCantidad(_CampoLeido, IntegerField):
    """Número entero que admite el punto de los miles («1.300»)."""

    def leer(self, texto: str) -> int:
        return leer_entero(texto, self.name)

    def _value(self) -> str:
        return self.escrito or ("" if self.data is None else escribir(self.data))


class CampoDecimal(_CampoLeido, DecimalField):
    """Cantidad con decimales a la manera de aquí («5,7»)."""

    def leer(self, texto: str) -> Any:
        return leer_decimal(texto, self.name)

    def _value(self) -> str:
        guardado = "" if self.data is None else f"{self.data.normalize():f}".replace(".", ",")
        return self.escrito or guardado


def eleccion(rotulo: str, *validadores: Any, **otros: Any) -> SelectField:
    """Una opción de una lista."""
    otros.setdefault("choices", [])
    return SelectField(rotulo, validadores, invalid_choice_message=FUERA_DE_LISTA, **otros)


def elecciones(rotulo: str, ayuda: str = "") -> SelectMultipleField:
    """Varias opciones de una lista, por su id."""
    return SelectMultipleField(
        rotulo,
        [Optional()],
        choices=[],
        coerce=int,
        description=ayuda,
        invalid_value_message=FUERA_DE_LISTA,
        invalid_choice_message="Ya no está en la lista: %(value)s. Revise las opciones marcadas.",
    )


def campo_cantidad(rotulo: str, ayuda: str = "", minimo: int = 0) -> CampoCantidad:
    """Campo de cantidad con sus límites y la frase que los explica."""
    return CampoCantidad(rotulo, [Optional(), entre(minimo, MAXIMO)], description=ayuda)


def entre(minimo: int, maximo: int) -> Callable[[Any, Field], None]:
    """La cantidad leída está entre los dos; lo que no se pudo leer ya tiene su frase."""

    def revisar(_formulario: Any, campo: Field) -> None:
        if campo.data is not None and not minimo <= campo.data <= maximo:
            raise ValidationError(f"Escriba un número entre {minimo} y {escribir(maximo)}.")

    return revisar


def obligatorio(frase: str) -> InputRequired:
    """El dato no puede faltar; la frase dice cuál."""
    return InputRequired(frase)


def hasta(maximo: int) -> Length:
    """El texto cabe en ``maximo`` caracteres."""
    return Length(
        max=maximo,
        message=f"El texto pasa de {escribir(maximo)} caracteres. Acórtelo: lo escrito sigue aquí.",
    )
