"""Cómo se declara lo que se puede importar: columnas, y cómo se lee, se reconoce y entra una fila."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from registro.errores import ErrorDeRegistro
    from registro.intercambio.fila import Fila
    from registro.intercambio.tipos.memoria import Memoria

Llave = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Columna:
    """Una columna del archivo; ``alias`` son otros títulos con que se acepta."""

    nombre: str
    ayuda: str
    obligatoria: bool = True
    alias: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leida:
    """Una fila entendida.

    :param llave: cómo se reconoce si ya está. Con ``por_orden``, las filas iguales del archivo se numeran.
    :param dice: lo demás que la fila afirma, en palabras; si ya está con otra cosa, se rechaza con ambas.
    :param datos: lo que ``crear`` necesita para que entre.
    """

    linea: int
    llave: Llave
    dice: dict[str, str]
    datos: dict[str, Any] = field(repr=False)
    avisos: tuple[str, ...] = ()
    por_orden: bool = False


@dataclass(frozen=True, slots=True)
class Guardada:
    """Lo que ya está en el registro con la misma llave."""

    dice: dict[str, str]
    anulada: bool = False


def _nada_que_revisar(_sesion: Session, _leidas: Sequence[Leida]) -> dict[int, ErrorDeRegistro]:
    """La mayoría de las filas se entienden sin mirar la base."""
    return {}


@dataclass(frozen=True, slots=True)
class TipoDeImportacion:
    """Una clase de archivo.

    :param reconoce: la frase de la ayuda que explica cuándo una fila «ya está».
    :param leer: entiende una fila, o lanza :class:`ErrorDeRegistro` con la columna y la razón.
    :param guardadas: de unas filas leídas, las que ya están, por llave.
    :param revisar: por línea, lo que la base impide de esas filas (una tarjeta revocada, por ejemplo).
    :param crear: hace entrar filas nuevas dentro de la transacción de quien llama, y devuelve lo que de
        ellas deba quedar en la bitácora, si algo debe.
    :param si_choca: qué hacer con la que ya está y dice otra cosa.
    :param variables: columnas opcionales cuyo nombre lleva una vigencia (``meta_2023``).
    """

    clave: str
    nombre: str
    columnas: tuple[Columna, ...]
    reconoce: str
    leer: Callable[[Fila, Memoria], Leida]
    guardadas: Callable[[Session, Sequence[Leida]], dict[Llave, Guardada]]
    crear: Callable[[Session, Sequence[Leida], str], dict[str, Any] | None]
    revisar: Callable[[Session, Sequence[Leida]], dict[int, ErrorDeRegistro]] = _nada_que_revisar
    permiso: str = "importar"
    si_choca: str = "corríjala en pantalla"
    variables: tuple[str, ...] = ()
    ejemplos_de_variables: tuple[str, ...] = ()

    @property
    def plantilla(self) -> str:
        """El encabezado completo, listo para un CSV."""
        return ",".join([*(c.nombre for c in self.columnas), *self.ejemplos_de_variables])

    @property
    def titulos(self) -> str:
        """El encabezado que se espera, en una línea; las opcionales van entre corchetes."""
        return ", ".join(c.nombre if c.obligatoria else f"[{c.nombre}]" for c in self.columnas)

    def columna_variable(self, titulo: str) -> str | None:
        """El nombre de la columna si es una de las que llevan la vigencia en el título."""
        nombre = titulo.replace(" ", "_")
        return nombre if any(re.fullmatch(patron, nombre) for patron in self.variables) else None
