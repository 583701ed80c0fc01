"""Los formularios de una instancia y de la asistencia a sus sesiones."""

from __future__ import annotations

from datetime import date

from wtforms import Field, Form, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, StopValidation

from registro.errores import ErrorDeRegistro
from registro.fechas import MESES, Semestre, leer_fecha
from registro.web.controles import CampoDia, CampoEntero, Formulario, HaceFalta


def _de_1_a_999(_formulario: Form, campo: Field) -> None:
    if campo.data is not None and not 1 <= campo.data <= 999:  # noqa: PLR2004 - el nombre lo dice
        raise StopValidation("Escriba un número entre 1 y 999.")


class FormularioDePuesto(Formulario):
    """Un puesto. Las entidades van una por línea: una fila conjunta tiene varias."""

    entidades = TextAreaField(
        "Entidad",
        [HaceFalta("Escriba la entidad que ocupa el puesto."), Length(max=1000)],
        description="Si el puesto es de varias entidades, escriba una por línea.",
    )
    nombre = StringField(
        "Puesto",
        [HaceFalta("Escriba el nombre del puesto."), Length(max=200)],
        description="Por ejemplo, Delegada(o).",
    )
    sector_id = SelectField("Sector", [Optional()], choices=[], validate_choice=False)
    rol = SelectField("Rol", choices=[], default="I")
    orden = CampoEntero(
        "Orden", [Optional(), _de_1_a_999], description="La fila que ocupa en la lista. Vacío: la última."
    )
    desde = CampoDia("Rige desde", [Optional()], description="Vacío: desde siempre.")
    hasta = CampoDia(
        "Rige hasta", [Optional()], description="Escríbalo para retirarlo. Lo que ya se anotó se conserva."
    )


class FormularioDeFuncion(Formulario):
    """Una función."""

    numero = CampoEntero("Número", [HaceFalta("Escriba el número de la función."), _de_1_a_999])
    texto = TextAreaField("Texto", [HaceFalta("Escriba el texto de la función."), Length(max=2000)])
    desde = CampoDia("Rige desde", [Optional()], description="Vacío: desde siempre.")
    hasta = CampoDia(
        "Rige hasta", [Optional()], description="Escríbalo para retirarla. Lo que ya se anotó se conserva."
    )


class FormularioDeRelevo(Formulario):
    """Desde cuándo el puesto es de otra entidad, o de la misma con otro nombre."""

    entidades = TextAreaField(
        "Entidad",
        [HaceFalta("Escriba la entidad que ocupa el puesto."), Length(max=1000)],
        description="Como se llama ahora. Si el puesto es de varias entidades, escriba una por línea.",
    )
    desde = CampoDia(
        "Desde",
        [HaceFalta("Escriba desde cuándo.")],
        description="Por ejemplo, 13/03/2026. Las sesiones de antes conservan el nombre anterior.",
    )


class FormularioDeDelegada(Formulario):
    """Quien ocupa el puesto."""

    nombre = StringField(
        "Nombre", [HaceFalta("Escriba el nombre de quien ocupa el puesto."), Length(max=160)]
    )
    correo = StringField("Correo", [Optional(), Length(max=200)])
    desde = CampoDia(
        "Ocupa el puesto desde",
        [HaceFalta("Escriba desde cuándo ocupa el puesto.")],
        description="Por ejemplo, 13/03/2026. Quien estaba lo deja la víspera.",
    )


class FormularioDeSalida(Formulario):
    """Cuándo deja el puesto."""

    hasta = CampoDia(
        "Último día en el puesto",
        [HaceFalta("Escriba su último día en el puesto.")],
        description="Por ejemplo, 13/03/2026.",
    )


class FormularioDeSemestre(Formulario):
    """Sesiones programadas; los meses se añaden con :func:`formulario_de_semestre`."""

    dias: list[date] = []

    ordinarias = CampoEntero(
        "Ordinarias programadas", [HaceFalta("Escriba cuántas ordinarias se programaron.")]
    )
    extraordinarias = CampoEntero(
        "Extraordinarias programadas", [HaceFalta("Escriba cuántas extraordinarias se programaron.")]
    )

    fechas = TextAreaField(
        "Días de las ordinarias",
        [Optional(), Length(max=4000)],
        description="Uno por línea. Vacío si todavía no se conocen.",
    )

    def validate_fechas(self, campo: TextAreaField) -> None:
        """Cada línea es un día; los días quedan en ``dias``."""
        self.dias = []
        try:
            self.dias = [
                leer_fecha(linea, campo.name) for linea in (campo.data or "").splitlines() if linea.strip()
            ]
        except ErrorDeRegistro as error:
            raise StopValidation(error.mensaje) from error

    def motivos(self, semestre: Semestre) -> dict[date, str]:
        """El motivo escrito en cada mes; vacío si no se escribió."""
        return {
            date(semestre.vigencia, mes, 1): self._fields[f"mes_{mes}"].data or "" for mes in semestre.meses
        }


def formulario_de_semestre(semestre: Semestre) -> type[FormularioDeSemestre]:
    """El formulario con una casilla por cada mes del semestre."""
    casillas = {
        f"mes_{mes}": StringField(MESES[mes - 1].capitalize(), [Optional(), Length(max=500)])
        for mes in semestre.meses
    }
    return type("FormularioDelSemestre", (FormularioDeSemestre,), casillas)


class FormularioDeCodigo(Formulario):
    """El código que escribe el lector."""

    codigo = StringField(
        "Código de la delegada",
        [HaceFalta("Lea el código o escríbalo."), Length(max=200)],
        description="El lector lo escribe solo. También puede escribirlo: D1-…",
    )


class FormularioDeConteo(Formulario):
    """Una invitada con su nombre, o varias personas que no se registran una por una."""

    nombre = StringField(
        "Nombre de quien asiste invitada",
        [Optional(), Length(max=160)],
        description="Va en el acta. Vacío si sólo se cuentan personas.",
    )
    entidad = StringField("Entidad o grupo", [Optional(), Length(max=200)])
    cantidad = CampoEntero("Cuántas personas", [HaceFalta("Escriba cuántas personas.")], default=1)

    def sin_acta(self) -> None:
        """Donde no hay puestos ni acta, el nombre es de quien asiste y sólo lo ve la secretaría."""
        self.nombre.label.text = "Nombre de quien asiste"
        self.nombre.description = "Sólo lo ve la secretaría técnica. Vacío si sólo se cuentan personas."


class FormularioDeMotivo(Formulario):
    """Por qué se anula un registro."""

    motivo = TextAreaField("Por qué se anula", [HaceFalta("Escriba por qué se anula."), Length(max=500)])
