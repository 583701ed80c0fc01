"""Cómo se dibuja una casilla de formulario y cómo se señala lo que hay por corregir."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import Field, FieldList, Form, FormField, fields, widgets
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation, ValidationError

from registro.errores import ErrorDeRegistro
from registro.fechas import leer_fecha
from registro.numeros import escribir_decimal, leer_decimal, leer_entero

# Lo que el navegador validaría por su cuenta, en su idioma y cortando lo escrito: lo dice el servidor.
_LO_DICE_EL_SERVIDOR = ("required", "maxlength", "minlength", "min", "max", "step", "pattern")


class Formulario(Form):
    """La base de los formularios de pantalla: lo que WTForms diga por su cuenta, lo dice en español."""

    class Meta(DefaultMeta):
        locales = ("es",)
        cache_translations = True

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """Sin nada enviado se muestra lo guardado; si no, las casillas marcadas saldrían vacías."""
            return super().wrap_formdata(form, formdata) if formdata else None


class HaceFalta:
    """El dato debe estar escrito (cero vale); si lo escrito no se entendió, basta con decir eso."""

    field_flags = {"required": True}

    def __init__(self, mensaje: str) -> None:
        self.mensaje = mensaje

    def __call__(self, _formulario: Form, campo: Field) -> None:
        """Revisa la casilla."""
        if campo.process_errors:
            raise StopValidation
        if campo.data is None or not str(campo.data).strip():
            raise StopValidation(self.mensaje)


class CampoEscrito(Field):
    """Lo que la gente escribe a su manera: vacío es que no se sabe, y lo que no se entiende se conserva."""

    widget = widgets.TextInput()
    data: Any
    leer: Callable[[str, str], Any]
    escribir: Callable[[Any], str]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Lee lo escrito; si no se entiende, la frase queda como error de la casilla."""
        self.escrito = valuelist[0].strip() if valuelist else ""
        self.data = None
        if self.escrito:
            try:
                self.data = self.leer(self.escrito, self.name)
            except ErrorDeRegistro as error:
                raise ValueError(error.mensaje) from error

    def _value(self) -> str:
        return getattr(self, "escrito", "") or ("" if self.data is None else self.escribir(self.data))


class CampoEntero(CampoEscrito, fields.IntegerField):
    """Un número entero que admite el punto de los miles."""

    leer = staticmethod(leer_entero)
    escribir = staticmethod(str)


class CampoExacto(CampoEscrito):
    """Un número exacto a la manera de aquí («5,7»)."""

    leer = staticmethod(leer_decimal)

    @staticmethod
    def escribir(dato: Decimal) -> str:
        """Sin ceros de sobra ni punto de miles."""
        return escribir_decimal(dato.normalize(), None)


class CampoDia(CampoEscrito):
    """Un día en un solo campo; sus datos son una fecha."""

    leer = staticmethod(leer_fecha)

    @staticmethod
    def escribir(dato: date) -> str:
        """Como se escribe aquí: 13/03/2023."""
        return dato.strftime("%d/%m/%Y")


def entre(minimo: int, maximo: int, frase: str) -> Callable[[Form, Field], None]:
    """El número leído está entre los dos, por largo que sea: el de WTForms se cae con uno de 400 cifras."""

    def revisar(_formulario: Form, campo: Field) -> None:
        if campo.data is not None and not minimo <= campo.data <= maximo:
            raise ValidationError(frase)

    return revisar


def forma(campo: Field) -> str:
    """Cuál de las formas de la macro `campo` le toca."""
    if isinstance(campo, fields.RadioField):
        return "radio"
    if isinstance(campo, fields.SelectMultipleField):
        return "casillas"
    if isinstance(campo, fields.BooleanField):
        return "casilla"
    if isinstance(campo.widget, widgets.HiddenInput):
        return "oculto"
    return "control"


def atributos(campo: Field, ancho: str, otros: dict[str, Any]) -> dict[str, Any]:
    """Los atributos del control: lo describen su ayuda y su error, y no recuerda lo escrito por otra."""
    listos: dict[str, Any] = dict.fromkeys(_LO_DICE_EL_SERVIDOR, False)
    listos["class"] = f"control ancho-{ancho}" if ancho else "control"
    listos["autocomplete"] = "current-password" if isinstance(campo, fields.PasswordField) else "off"
    if isinstance(campo, fields.IntegerField):
        listos.update(type="text", inputmode="numeric")
    elif isinstance(campo, fields.DecimalField):
        listos.update(type="text", inputmode="decimal")
    elif isinstance(campo, fields.DateField):
        listos["type"] = "text"
    if campo.errors:
        listos["aria-invalid"] = "true"
    if descrito := descripciones(campo):
        listos["aria-describedby"] = descrito
    return listos | otros


def descripciones(campo: Field) -> str:
    """Los id de la ayuda y del error que acompañan a la casilla."""
    ayuda = [f"{campo.id}-ayuda"] if campo.description else []
    error = [f"{campo.id}-error"] if campo.errors else []
    return " ".join(ayuda + error)


def errores(formulario: Form) -> list[tuple[str | None, str]]:
    """Cada error con el id del control al que lleva; los del formulario entero no llevan a ninguno."""
    generales = [(None, mensaje) for mensaje in formulario.form_errors]
    return [*generales, *_de_campos(formulario)]


def _de_campos(campos: Any) -> Iterator[tuple[str | None, str]]:
    for campo in campos:
        if isinstance(campo, FormField):
            yield from _de_campos(campo.form)
        elif isinstance(campo, FieldList):
            yield from _de_campos(campo.entries)
        else:
            con_opciones = forma(campo) in {"radio", "casillas"}
            destino = f"{campo.id}-0" if con_opciones else campo.id
            yield from ((destino, str(mensaje)) for mensaje in campo.errors)


def senalar(formulario: Form, error: ErrorDeRegistro) -> None:
    """Pone el error de una operación junto a su casilla o, si no tiene, arriba del formulario."""
    if error.campo and error.campo in formulario:
        campo = formulario[error.campo]
        campo.errors = [*campo.errors, error.mensaje]
    else:
        formulario.form_errors.append(error.mensaje)


FILTROS = {
    "forma_de_control": forma,
    "atributos_de_control": atributos,
    "descripciones_de_control": descripciones,
    "errores_de_formulario": errores,
}
