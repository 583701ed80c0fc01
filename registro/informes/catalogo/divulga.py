"""Qué de una tabla cuenta personas: lo que su edición pública debe proteger, y por qué lo demás no."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from registro.informes.parametros import Parametros
from registro.informes.publicas.lanzamiento import Lanzamiento
from registro.informes.publicas.sumar import Cuadro
from registro.seguridad.divulgacion.publicada import Clave
from registro.tabla import Tabla

Posicion: TypeAlias = tuple[int, int]  # (fila, columna); la fila de totales es la última
Referencia: TypeAlias = tuple[int, Clave]  # (cuál cuadro, cuál de sus celdas)
TODAS = ("todas",)


@dataclass(frozen=True, slots=True)
class Reparto:
    """De qué hechos sale cada casilla que cuenta personas.

    :param celdas: lo que cada casilla suma; se muestra si todo lo que suma se puede mostrar.
    :param siguen: las casillas que se ocultan con otra.
    :param fijas: lo que una casilla suma además y ya es público.
    """

    cuadros: tuple[Cuadro, ...] = ()
    celdas: Mapping[Posicion, tuple[Referencia, ...]] = field(default_factory=dict)
    siguen: Mapping[Posicion, Posicion] = field(default_factory=dict)
    fijas: Mapping[Posicion, int] = field(default_factory=dict)


Repartir: TypeAlias = Callable[[Parametros, Tabla], Reparto]
Ocultar: TypeAlias = Callable[[Lanzamiento, Parametros, Tabla], Iterable[Posicion]]
Leer: TypeAlias = Callable[[str, Parametros], Tabla]


@dataclass(frozen=True, slots=True)
class Divulga:
    """Cómo se publica una tabla. Cada columna de números está en una de las tres listas.

    :param cuentan: las que cuentan personas, por su título (``TODAS``, si los títulos cambian).
    :param derivan: las que se ocultan con lo que cuentan.
    :param libres: las que no dicen nada de nadie, y ``porque`` lo explica.
    :param repartir: de qué hechos sale lo que cuentan.
    :param ocultar: en vez de repartir, las casillas que no se muestran: las que suman de muchas partes.
    :param de_publicas: en vez de eso, cómo se arma con las demás tablas ya en su edición pública.
    :param notas: cómo se dicen sus notas al publicarla.
    :param callar: las notas que no se dicen si algo se oculta: por su comienzo.
    """

    libres: tuple[str, ...] = ()
    porque: str = ""
    cuentan: tuple[str, ...] = ()
    derivan: tuple[str, ...] = ()
    repartir: Repartir | None = None
    notas: Callable[[tuple[str, ...]], tuple[str, ...]] = lambda notas: notas
    ocultar: Ocultar | None = None
    de_publicas: Callable[[Parametros, Leer], Tabla] | None = None
    callar: tuple[str, ...] = ()

    @property
    def protege(self) -> bool:
        """Si hay cómo proteger lo que cuenta personas."""
        return bool(self.repartir or self.ocultar or self.de_publicas)

    def dichas(self, notas: tuple[str, ...], *, con_ocultas: bool) -> tuple[str, ...]:
        """Las notas que van en la edición pública."""
        callar = self.callar if con_ocultas else ()
        return tuple(nota for nota in self.notas(notas) if not nota.startswith(callar))

    def sin_declarar(self, tabla: Tabla) -> list[str]:
        """Las columnas de números de las que nadie dijo si cuentan personas."""
        dichas = {*self.libres, *self.cuentan, *self.derivan}
        if dichas & {*TODAS}:
            return []
        return [c.titulo for c in tabla.columnas if c.tipo.es_numero and c.titulo not in dichas]


def libre(porque: str) -> Divulga:
    """Ninguna columna cuenta personas: se publica como está."""
    return Divulga(libres=TODAS, porque=porque)
