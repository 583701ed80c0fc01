"""Las fechas que salen de una regla como «el segundo miércoles de cada mes». Puro."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from registro.errores import ErrorDeRegistro
from registro.fechas import Semestre, fecha_larga

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
ULTIMO = 5
ORDINALES = {1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", ULTIMO: "último"}
CADA = {1: "cada mes", 2: "cada dos meses", 3: "cada tres meses", 6: "cada semestre"}


@dataclass(frozen=True, slots=True)
class Calendario:
    """El ``ordinal`` ``dia`` de la semana (0, lunes), ``cada`` tantos meses desde el primero del semestre."""

    ordinal: int
    dia: int
    cada: int = 1

    @property
    def frase(self) -> str:
        """«El segundo miércoles de cada mes»."""
        que = f"El {ORDINALES[self.ordinal]} {DIAS[self.dia]}"
        return f"{que} de cada mes" if self.cada == 1 else f"{que} del mes, {CADA[self.cada]}"


def fechas(calendario: Calendario, semestre: Semestre) -> list[date]:
    """Los días del semestre que da la regla."""
    return [
        _del_mes(calendario, semestre.vigencia, mes)
        for mes in list(semestre.meses)[:: max(1, calendario.cada)]
    ]


def _del_mes(calendario: Calendario, vigencia: int, mes: int) -> date:
    if calendario.ordinal == ULTIMO:
        final = date(vigencia, mes, monthrange(vigencia, mes)[1])
        return final - timedelta(days=(final.weekday() - calendario.dia) % 7)
    primero = date(vigencia, mes, 1)
    return primero + timedelta(days=(calendario.dia - primero.weekday()) % 7, weeks=calendario.ordinal - 1)


def exigir_del_semestre(dia: date, semestre: Semestre, campo: str = "fecha") -> None:
    """El día cae en el semestre.

    :raises ErrorDeRegistro: es de otro.
    """
    if not semestre.inicio <= dia <= semestre.fin:
        raise ErrorDeRegistro(
            f"El {fecha_larga(dia)} no está en el {semestre.nombre}. Corrija la fecha o cambie de semestre. "
            "No se guardó; lo escrito sigue aquí.",
            campo,
        )
