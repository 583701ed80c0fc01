"""La tabla: se arma una vez y se escribe de muchas maneras."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

Valor: TypeAlias = str | int | Decimal | date
Filtro: TypeAlias = tuple[tuple[str, str], ...]
SIN_DATO = "sin dato"  # donde nadie contó: no es cero
OCULTO = "*"  # donde una cifra pequeña expondría a alguien


class TipoColumna(StrEnum):
    """Qué contiene una columna; cualquiera admite además un texto, como «sin dato» o «*»."""

    TEXTO = "texto"
    ENTERO = "entero"
    DECIMAL = "decimal"
    PORCENTAJE = "porcentaje"
    FECHA = "fecha"
    ESTADO = "estado"

    @property
    def es_numero(self) -> bool:
        """Si la columna se alinea a la derecha y se suma."""
        return self in {TipoColumna.ENTERO, TipoColumna.DECIMAL, TipoColumna.PORCENTAJE}


_ADMITE: dict[TipoColumna, tuple[type, ...]] = {
    TipoColumna.TEXTO: (str,),
    TipoColumna.ENTERO: (str, int),
    TipoColumna.DECIMAL: (str, int, Decimal),
    TipoColumna.PORCENTAJE: (str, int, Decimal),
    TipoColumna.FECHA: (str, date),
    TipoColumna.ESTADO: (str,),
}


@dataclass(frozen=True, slots=True)
class Columna:
    """Una columna; las vecinas del mismo grupo comparten un encabezado."""

    titulo: str
    tipo: TipoColumna = TipoColumna.TEXTO
    grupo: str | None = None


@dataclass(frozen=True, slots=True)
class Celda:
    """Una celda. Con filtro, la cifra se abre: los pares dicen cómo se llegó a ella.

    :param atras: si una diferencia es un rezago; sin decirlo, lo es cuando es negativa.
    """

    valor: Valor
    filtro: Filtro | None = None
    atras: bool | None = None


Fila: TypeAlias = tuple[Celda, ...]


@dataclass(frozen=True, slots=True)
class Tabla:
    """Título, columnas, filas y totales, con la fuente y el corte que los respaldan.

    La fuente es un nombre en minúscula («registros»): al escribirla se le agrega el corte.
    """

    nombre: str
    titulo: str
    columnas: tuple[Columna, ...]
    filas: tuple[Fila, ...]
    totales: Fila | None
    fuente: str
    corte: date
    reglas: str = ""
    notas: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Una tabla mal armada no llega a escribirse."""
        if not self.columnas:
            raise ValueError(f"La tabla {self.nombre} no tiene columnas")
        for fila in self.todas:
            if len(fila) != len(self.columnas):
                raise ValueError(
                    f"La tabla {self.nombre} tiene {len(self.columnas)} columnas y una fila de {len(fila)}"
                )
            for columna, celda in zip(self.columnas, fila, strict=True):
                self._comprobar(columna, celda)

    def _comprobar(self, columna: Columna, celda: Celda) -> None:
        ajeno = isinstance(celda.valor, bool | datetime)
        if ajeno or not isinstance(celda.valor, _ADMITE[columna.tipo]):
            raise ValueError(
                f"La columna «{columna.titulo}» de {self.nombre} es de tipo {columna.tipo} "
                f"y recibió {celda.valor!r}"
            )

    @property
    def todas(self) -> tuple[Fila, ...]:
        """Las filas y, al final, los totales si los hay."""
        return self.filas if self.totales is None else (*self.filas, self.totales)

    @property
    def grupos(self) -> tuple[tuple[str | None, int], ...]:
        """Los encabezados superiores y cuántas columnas cubre cada uno; vacío si no hay ninguno."""
        if all(columna.grupo is None for columna in self.columnas):
            return ()
        return tuple((grupo, len(list(cols))) for grupo, cols in groupby(self.columnas, lambda c: c.grupo))
