"""Una tabla leída para redactar: cada cifra con su valor y como se escribe; lo oculto sigue oculto."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from registro.escritores.celdas import escrita
from registro.numeros import escribir_porcentaje
from registro.tabla import OCULTO, SIN_DATO, Fila, Tabla, Valor


@dataclass(frozen=True, slots=True)
class Dato:
    """Una cifra: lo que vale y como se lee. «sin dato», «—» y «*» no son números."""

    valor: Valor
    escrito: str

    @property
    def numero(self) -> Decimal | None:
        """El número, si lo es."""
        return Decimal(self.valor) if isinstance(self.valor, int | Decimal) else None

    @property
    def porcentaje(self) -> str:
        """«40,7 %», o la palabra que haya en lugar del número."""
        return self.escrito if self.numero is None else escribir_porcentaje(self.numero)

    def contar(self, uno: str, varios: str) -> str:
        """«1 sesión», «12 sesiones», «* sesiones», «sin dato de sesiones»."""
        if self.valor == SIN_DATO:
            return f"{SIN_DATO} de {varios}"
        return f"{self.escrito} {uno if self.valor == 1 else varios}"


Renglon: TypeAlias = dict[str, Dato]


def renglones(tabla: Tabla) -> list[Renglon]:
    """Las filas, cada cifra por el título de su columna."""
    return [_renglon(tabla, fila) for fila in tabla.filas]


def totales(tabla: Tabla) -> Renglon:
    """La fila de totales; sin ella, nada."""
    return {} if tabla.totales is None else _renglon(tabla, tabla.totales)


def _renglon(tabla: Tabla, fila: Fila) -> Renglon:
    return {
        columna.titulo: Dato(celda.valor, escrita(celda, columna))
        for celda, columna in zip(fila, tabla.columnas, strict=True)
    }


def mayor(filas: Sequence[Renglon], columna: str) -> Renglon | None:
    """La fila con la cifra más alta; si hay una oculta no puede saberse, y si empatan no hay una sola."""
    if any(fila[columna].valor == OCULTO for fila in filas):
        return None
    con_numero = [fila for fila in filas if fila[columna].numero is not None]
    ordenadas = sorted(con_numero, key=lambda fila: fila[columna].numero or Decimal(0), reverse=True)
    match ordenadas:
        case [primera, segunda, *_] if primera[columna].numero == segunda[columna].numero:
            return None
        case [primera, *_] if primera[columna].numero:
            return primera
        case _:
            return None


def cuantas(filas: Sequence[Renglon], columna: str, valor: Valor) -> int:
    """Cuántas filas dicen eso."""
    return sum(fila[columna].valor == valor for fila in filas)
