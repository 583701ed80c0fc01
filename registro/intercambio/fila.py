"""Una fila de un archivo: sus celdas tal como venían y la línea en que estaba."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from registro.errores import ErrorDeRegistro
from registro.textos import clave, limpiar

MAXIMO_DE_COLUMNAS = 300


class DemasiadoAncho(ErrorDeRegistro):
    """Una línea tiene algo donde ningún archivo que se importa lo tendría."""

    def __init__(self, linea: int) -> None:
        super().__init__(
            f"En la línea {linea} hay algo escrito más allá de la columna {MAXIMO_DE_COLUMNAS}. "
            "Bórrelo y vuelva a intentarlo. No se importó nada."
        )


@dataclass(frozen=True, slots=True)
class Fila:
    """Las celdas y, por nombre de columna, en qué posición están."""

    linea: int
    celdas: tuple[Any, ...]
    columnas: Mapping[str, int]
    ancho: int = 1_000

    @property
    def sobrantes(self) -> bool:
        """Si hay algo escrito más allá de la última columna con título."""
        return not vacia(self.celdas[self.ancho :])

    def __getitem__(self, columna: str) -> Any:
        """La celda tal como venía; ``None`` si la columna no está o la fila es corta."""
        posicion = self.columnas.get(columna)
        return self.celdas[posicion] if posicion is not None and posicion < len(self.celdas) else None

    def texto(self, columna: str, maximo: int = 200) -> str:
        """La celda como texto limpio; vacía si no hay nada."""
        texto = como_texto(self[columna])
        if len(texto) <= maximo and texto.isascii() and texto.isprintable():
            return texto.strip()  # casi todas: nada que limpiar
        return limpiar(texto, maximo, columna)

    def obligatorio(self, columna: str, maximo: int = 200) -> str:
        """El texto de la celda.

        :raises ErrorDeRegistro: está vacía.
        """
        texto = self.texto(columna, maximo)
        if not texto:
            raise ErrorDeRegistro(f"Falta «{columna}».", columna)
        return texto

    def varios(self, columna: str) -> list[str]:
        """Lo que la celda trae separado con punto y coma."""
        return [parte.strip() for parte in self.texto(columna, 2000).split(";") if parte.strip()]


@dataclass(frozen=True, slots=True)
class Archivo:
    """Lo leído de un archivo: encabezado como venía, filas, y lo que hay que avisar de él."""

    nombre: str
    encabezado: tuple[str, ...]
    filas: list[Fila] = field(repr=False)
    avisos: tuple[str, ...] = ()


def como_texto(valor: Any) -> str:
    """Una celda de Excel o de CSV como la leería una persona: 14.0 es «14»."""
    if valor is None:
        return ""
    if isinstance(valor, bool):
        return "si" if valor else "no"
    if isinstance(valor, float) and valor.is_integer():
        return str(int(valor))
    if isinstance(valor, datetime) and not (valor.hour or valor.minute or valor.second):
        return valor.date().isoformat()
    return valor.isoformat() if isinstance(valor, date) else str(valor)


def nombre_de_columna(titulo: Any) -> str:
    """El título de una columna como se compara: «Entidad o sector» es ``entidad o sector``."""
    return clave(como_texto(titulo).replace("_", " ").strip(" .:*"))


def vacia(celdas: Iterable[Any]) -> bool:
    """Si ninguna celda dice nada."""
    return not any(celda is not None and como_texto(celda).strip() for celda in celdas)
