"""Fechas y horas de Bogotá: cómo se leen de lo que la gente escribe y cómo se escriben."""

import calendar
import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import TypeAlias

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar, clave

ZONA = timezone(timedelta(hours=-5), "America/Bogota")  # Colombia no cambia de hora desde 1993
MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)
PRIMER_DIA = date(2010, 1, 1)

_OTROS_NOMBRES = {"setiembre": "septiembre", "sept": "septiembre", "set": "septiembre"}
_MEDIODIA = time(12)
_HORAS_DEL_RELOJ = 12
_DOS_VIGENCIAS = timedelta(days=731)
_ORIGEN_EXCEL = date(1899, 12, 30)
_SERIES_EXCEL = range(1, 100_000)
_VIGENCIAS = range(1900, 2200)

_EN_ISO = re.compile(r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[t ]00:00(?::00(?:\.0+)?)?)?")
_EN_CIFRAS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_EN_LETRAS = re.compile(r"(\d{1,2})(?:\.?o)? (?:de )?([a-z]{3,10})\.? (?:del? )?(\d{4})")
_VIGENCIA_CORTA = re.compile(r"\d{1,2}([-/. ])(?:\d{1,2}|[a-z]{3,10})\1\d{2}|\d{1,2} de [a-z]+ del? \d{2}")
_MES_EN_CIFRAS = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/](\d{4})")
_HORA = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?(?: ?h)?(?: ?([ap])\.? ?m\.?)?")
_MES_EN_LETRAS = re.compile(r"([a-z]{3,10})\.? (?:del? )?(\d{4})")

Crudo: TypeAlias = str | int | float | date | None


class Precision(StrEnum):
    """Hasta dónde se conoce una fecha."""

    DIA = "dia"
    MES = "mes"
    ANIO = "anio"


@dataclass(frozen=True, slots=True)
class Fecha:
    """Una fecha con su precisión; si no se conoce el día, `dia` es el primero del periodo."""

    dia: date
    precision: Precision = Precision.DIA

    @property
    def fin(self) -> date:
        """El último día que la fecha puede ser."""
        return fin_de_periodo(self.dia, self.precision)

    @property
    def larga(self) -> str:
        """«13 de marzo de 2023», «marzo de 2023» o «2023», según lo que se conoce."""
        if self.precision is Precision.ANIO:
            return str(self.dia.year)
        mes = f"{MESES[self.dia.month - 1]} de {self.dia.year}"
        return mes if self.precision is Precision.MES else f"{self.dia.day} de {mes}"


@dataclass(frozen=True, slots=True, order=True)
class Semestre:
    """Medio año de trabajo de una instancia; se escribe «2020-1»."""

    vigencia: int
    numero: int

    @classmethod
    def leer(cls, texto: str, campo: str | None = None) -> "Semestre":
        """El semestre escrito como «2020-1» o «2020-2»."""
        partes = re.fullmatch(r"(20[0-9]{2})-([12])", texto.strip())
        if partes is None:
            raise ErrorDeRegistro(f"«{abreviar(texto)}» no es un semestre. Escríbalo así: 2020-1.", campo)
        return cls(int(partes[1]), int(partes[2]))

    def __str__(self) -> str:
        """«2020-1»."""
        return f"{self.vigencia}-{self.numero}"

    @property
    def meses(self) -> range:
        """Los números de sus seis meses."""
        return range(1, 7) if self.numero == 1 else range(7, 13)

    @property
    def inicio(self) -> date:
        """Su primer día."""
        return date(self.vigencia, self.meses[0], 1)

    @property
    def fin(self) -> date:
        """Su último día."""
        return fin_de_periodo(date(self.vigencia, self.meses[-1], 1), Precision.MES)

    @property
    def nombre(self) -> str:
        """«primer semestre de 2020»."""
        return f"{'primer' if self.numero == 1 else 'segundo'} semestre de {self.vigencia}"


def leer_hora(texto: str, campo: str | None = None) -> str:
    """«2:30 p. m.», «14:30», «14.30» o «9 am», como «14:30»; sin a. m. ni p. m., son las 24 horas."""
    partes = _HORA.fullmatch(clave(texto))
    if partes is None:
        raise _no_es_hora(texto, campo)
    horas, minutos, mitad = int(partes[1]), int(partes[2] or 0), partes[3]
    if mitad and not 1 <= horas <= _HORAS_DEL_RELOJ:
        raise _no_es_hora(texto, campo)
    if mitad:
        horas = horas % 12 + (12 if mitad == "p" else 0)
    try:
        return f"{time(horas, minutos):%H:%M}"
    except ValueError as error:
        raise _no_es_hora(texto, campo) from error


def _no_es_hora(texto: str, campo: str | None) -> ErrorDeRegistro:
    return ErrorDeRegistro(f"«{abreviar(texto)}» no es una hora. Escríbala así: 2:30 p. m. o 14:30.", campo)


def escribir_hora(guardada: str) -> str:
    """«14:30», como se dice: «2:30 p. m.»."""
    momento = time.fromisoformat(guardada)
    return f"{momento.hour % 12 or 12}:{momento:%M} {'a. m.' if momento < _MEDIODIA else 'p. m.'}"


def ahora() -> datetime:
    """La hora de Bogotá."""
    return datetime.now(ZONA)


def hoy() -> date:
    """El día que es en Bogotá."""
    return ahora().date()


def fin_de_periodo(dia: date, precision: Precision) -> date:
    """El último día del día, mes o año al que pertenece."""
    if precision is Precision.DIA:
        return dia
    mes = 12 if precision is Precision.ANIO else dia.month
    return date(dia.year, mes, calendar.monthrange(dia.year, mes)[1])


def leer_fecha(valor: Crudo, campo: str | None = None, *, desde: date = PRIMER_DIA) -> date:
    """Un día completo, escrito como lo escriben las personas o las hojas de cálculo."""
    fecha = leer_fecha_con_precision(valor, campo, desde=desde)
    if fecha.precision is not Precision.DIA:
        raise ErrorDeRegistro(
            f"«{abreviar(valor)}» no dice el día. Escriba la fecha completa, así: 13/03/2023.", campo
        )
    return fecha.dia


def leer_fecha_con_precision(valor: Crudo, campo: str | None = None, *, desde: date = PRIMER_DIA) -> Fecha:
    """Un día, un mes o un año, según lo que se escribió."""
    if valor is None or (isinstance(valor, str) and not valor.strip()):
        raise ErrorDeRegistro("Falta la fecha. Escríbala así: 13/03/2023.", campo)
    if isinstance(valor, datetime):
        dia = valor.astimezone(ZONA).date() if valor.tzinfo else valor.date()
        fecha = Fecha(dia)
    elif isinstance(valor, date):
        fecha = Fecha(valor)
    elif isinstance(valor, str):
        fecha = _leer_texto(valor, campo)
    else:
        fecha = _leer_numero(valor, campo)
    return _comprobar(fecha, desde, campo)


def _leer_numero(valor: float, campo: str | None) -> Fecha:
    """Un año, o el número con que Excel guarda un día."""
    if isinstance(valor, bool) or not math.isfinite(valor):
        raise _no_es_fecha(valor, campo)
    if valor in _VIGENCIAS:
        return Fecha(date(int(valor), 1, 1), Precision.ANIO)
    if int(valor) not in _SERIES_EXCEL:
        raise _no_es_fecha(valor, campo)
    return Fecha(_ORIGEN_EXCEL + timedelta(days=int(valor)))


def _leer_texto(texto: str, campo: str | None) -> Fecha:
    llano = clave(texto)
    if not llano.isascii():
        raise _no_es_fecha(texto, campo)
    if _VIGENCIA_CORTA.fullmatch(llano):
        raise ErrorDeRegistro(f"«{abreviar(texto)}» trae un año de dos cifras. Escríbalo con cuatro.", campo)
    if partes := _EN_ISO.fullmatch(llano):
        return Fecha(_dia(partes[1], partes[3], partes[4], campo))
    if partes := _EN_CIFRAS.fullmatch(llano):
        return Fecha(_dia(partes[4], partes[3], partes[1], campo))
    if partes := _EN_LETRAS.fullmatch(llano):
        return Fecha(_dia(partes[3], _mes(partes[2], campo), partes[1], campo))
    if partes := _MES_EN_CIFRAS.fullmatch(llano):
        return Fecha(_dia(partes[1] or partes[4], partes[2] or partes[3], "1", campo), Precision.MES)
    if partes := _MES_EN_LETRAS.fullmatch(llano):
        return Fecha(_dia(partes[2], _mes(partes[1], campo), "1", campo), Precision.MES)
    if re.fullmatch(r"\d{4}", llano):
        return Fecha(_dia(llano, "1", "1", campo), Precision.ANIO)
    raise _no_es_fecha(texto, campo)


def _mes(nombre: str, campo: str | None) -> str:
    """«marzo», «mar» o «setiembre», en cifras."""
    nombre = _OTROS_NOMBRES.get(nombre, nombre)
    for numero, mes in enumerate(MESES, start=1):
        if nombre in {mes, mes[:3]}:
            return str(numero)
    raise ErrorDeRegistro(f"«{nombre}» no es un mes. Revise la fecha.", campo)


def _dia(vigencia: str, mes: str, dia: str, campo: str | None) -> date:
    """El día, si existe en el calendario."""
    if not 1 <= int(mes) <= len(MESES):
        raise ErrorDeRegistro(
            f"No hay mes {int(mes)}. Escriba primero el día y luego el mes, como 13/03/2023; o 2023-03-13.",
            campo,
        )
    if int(vigencia) == 0:
        raise ErrorDeRegistro("El año 0 no existe. Revise la fecha.", campo)
    ultimo = calendar.monthrange(int(vigencia), int(mes))[1]
    if not 1 <= int(dia) <= ultimo:
        nombre = MESES[int(mes) - 1]
        raise ErrorDeRegistro(
            f"El {int(dia)} de {nombre} de {int(vigencia)} no existe: {nombre} tiene {ultimo} días. "
            "Revise la fecha.",
            campo,
        )
    return date(int(vigencia), int(mes), int(dia))


def _comprobar(fecha: Fecha, desde: date, campo: str | None) -> Fecha:
    """La fecha, si cae en los años que el registro cubre."""
    hasta = hoy() + _DOS_VIGENCIAS
    if fecha.fin < desde:
        raise ErrorDeRegistro(
            f"La fecha {fecha.larga} es anterior al {fecha_larga(desde)}, la primera que se recibe. "
            "Revise el año.",
            campo,
        )
    if fecha.dia > hasta:
        raise ErrorDeRegistro(f"La fecha {fecha.larga} está a más de dos años de hoy. Revise el año.", campo)
    return fecha


def _no_es_fecha(valor: object, campo: str | None) -> ErrorDeRegistro:
    return ErrorDeRegistro(
        f"«{abreviar(valor)}» no es una fecha. Escríbala así: 13/03/2023 o 2023-03-13.", campo
    )


def fecha_larga(dia: date) -> str:
    """«13 de marzo de 2023»."""
    return Fecha(dia).larga


def fecha_corta(dia: date) -> str:
    """«13 mar 2023»."""
    return f"{dia.day} {MESES[dia.month - 1][:3]} {dia.year}"


def hora(momento: datetime) -> str:
    """«8:42 p. m.», siempre la de Bogotá."""
    if momento.tzinfo is None:
        raise ValueError("Una hora sin zona no se puede escribir: no se sabe de dónde es")
    local = momento.astimezone(ZONA)
    return escribir_hora(f"{local:%H:%M}")


def fecha_hora_corta(momento: datetime) -> str:
    """«13 mar 2023, 8:42 p. m.»."""
    escrita = hora(momento)
    return f"{fecha_corta(momento.astimezone(ZONA).date())}, {escrita}"


def fecha_hora(momento: datetime) -> str:
    """«13 de marzo de 2023, 8:42 p. m.»."""
    escrita = hora(momento)
    return f"{fecha_larga(momento.astimezone(ZONA).date())}, {escrita}"


def entre_horas(desde: datetime, hasta: datetime) -> str:
    """«13 de marzo de 2023, de 8:42 p. m. a 9:10 p. m.»; sin repetir lo que las dos tienen igual."""
    if fecha_hora(desde) == fecha_hora(hasta):
        return fecha_hora(desde)
    dia = fecha_larga(desde.astimezone(ZONA).date())
    if dia == fecha_larga(hasta.astimezone(ZONA).date()):
        return f"{dia}, de {hora(desde)} a {hora(hasta)}"
    return f"de {fecha_hora(desde)} a {fecha_hora(hasta)}"
