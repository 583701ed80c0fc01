"""Los formularios de un reporte: el reporte mismo, un archivo, una explicación y un alcance."""

from __future__ import annotations

from decimal import Decimal

from wtforms import BooleanField, FileField, StringField, TextAreaField
from wtforms.validators import Optional

from registro.indicadores.reportes import operaciones
from registro.indicadores.reportes.consultas import FichaDeReporte
from registro.indicadores.reportes.lectura import PORCENTAJE, Escrito, Medida
from registro.numeros import escribir_decimal
from registro.web.controles import Formulario


class FormularioDeCifra(Formulario):
    """La cifra como la gente la escribe; la entiende quien la guarda."""

    valor = StringField("Cifra del trimestre")
    numerador = StringField(
        "Numerador",
        [Optional()],
        description="Por ejemplo, 305 canalizaciones atendidas.",
    )
    denominador = StringField(
        "Denominador",
        [Optional()],
        description="De cuántas en total. Con los dos, el porcentaje se calcula solo.",
    )

    def escrito(self) -> Escrito:
        """Lo que se escribió, sin entenderlo."""
        partes = (self[nombre].data if nombre in self else None for nombre in ("numerador", "denominador"))
        return Escrito(self.valor.data, *partes)

    def ajustar(self, ficha: FichaDeReporte) -> None:
        """Un producto en número no pregunta numerador ni denominador."""
        if ficha.producto.unidad == PORCENTAJE:
            self.valor.label.text = "Porcentaje"
            self.valor.description = (
                "Escriba 65 o 65 %. Hasta 3, con el signo: «1,6 %». "
                "Con numerador y denominador puede dejarlo vacío."
            )
        else:
            del self.numerador, self.denominador


class FormularioDeReporte(FormularioDeCifra):
    """El reporte de un producto en un trimestre."""

    sin_dato = BooleanField(
        "Este trimestre no hay dato", description="No es lo mismo que cero: cuente abajo por qué."
    )
    texto = TextAreaField(
        "Qué se hizo", description="Hasta 20.000 caracteres. No escriba nombres ni documentos de nadie."
    )
    justificacion = TextAreaField(
        "Justificación",
        [Optional()],
        description="Hace falta si va en más del 125 % de lo esperado al trimestre, o en el 50 % o menos.",
    )

    def borrador(self, version: int) -> operaciones.Borrador:
        """Lo escrito, para guardarlo."""
        return operaciones.Borrador(
            escrito=self.escrito(),
            texto=self.texto.data or "",
            justificacion=self.justificacion.data or "",
            sin_dato=bool(self.sin_dato.data),
            version=version,
        )


class FormularioDeArchivo(Formulario):
    """Un soporte."""

    archivo = FileField("Archivo", description="PDF, Word, Excel, CSV, PNG o JPG, hasta 5 MB.")


class FormularioDeExplicacion(Formulario):
    """Por qué un hallazgo está bien así."""

    motivo = TextAreaField("Por qué está bien así", description="Queda junto al reporte.")


class FormularioDeAlcance(FormularioDeCifra):
    """Lo que se añade o corrige después de aprobado."""

    texto = TextAreaField("Qué añade o qué corrige", description="Se suma al texto aprobado si se acepta.")


def sin_miles(numero: Decimal) -> str:
    """1300.5 → «1300,5»: sin puntos de miles no hay dos maneras de leerlo."""
    return escribir_decimal(numero.normalize(), None).replace(".", "")


def guardado(ficha: FichaDeReporte) -> dict[str, object]:
    """Lo guardado, como se escribiría en el formulario."""
    return cifra_escrita(ficha.medida, ficha.producto.unidad) | {
        "sin_dato": ficha.sin_dato,
        "texto": ficha.texto,
        "justificacion": ficha.justificacion,
    }


def cifra_escrita(medida: Medida, unidad: str) -> dict[str, object]:
    """«98,4 %» o «1300»: se puede volver a enviar tal cual y dice lo mismo."""
    signo = " %" if unidad == PORCENTAJE else ""
    valor = "" if medida.valor is None else sin_miles(medida.valor) + signo
    if medida.numerador is not None:
        valor = ""  # sale de sus partes
    return {
        "valor": valor,
        "numerador": "" if medida.numerador is None else sin_miles(medida.numerador),
        "denominador": "" if medida.denominador is None else sin_miles(medida.denominador),
    }
