"""Lo que pasó, congelado y con su cantidad: de aquí salen las cifras, sin base de datos ni pantallas."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from registro.fechas import Fecha

Rasgos: TypeAlias = Mapping[str, str]
Propios: TypeAlias = Mapping[str, str | int | Decimal | None]


@dataclass(frozen=True, slots=True)
class Hecho:
    """Una cantidad y lo que se sabe de ella; los rasgos dicen en qué fila y en qué columna cae.

    Un hecho ``repetido`` está contado también bajo otro nombre: se ve en su casilla y no en el total.
    """

    cantidad: int
    rasgos: Rasgos = field(default_factory=dict)
    fecha: Fecha | None = None
    repetido: bool = False


@dataclass(frozen=True, slots=True)
class Conteos:
    """Lo que el equipo contó a mano y lo que se leyó; ``declaradas`` vacío es que nadie contó."""

    nominales: int = 0
    anonimas: int = 0
    declaradas: int | None = None

    @property
    def leidas(self) -> int:
        """Las que tienen su lectura."""
        return self.nominales + self.anonimas


@dataclass(frozen=True, slots=True)
class HechoDeActividad:
    """Una actividad realizada: cuándo, dónde, cuántas sesiones representa y cuántas personas contó.

    ``propios`` trae lo que sólo tiene su tipo (la estación, la categoría, el número…).
    """

    id: int
    uuid: str
    tipo: str
    titulo: str
    fecha: Fecha
    lugar: str
    localidad_codigo: str
    localidad: str
    sesiones: int
    conteos: Conteos
    propios: Propios = field(default_factory=dict)

    @property
    def jornada_id(self) -> int | None:
        """La jornada que esta actividad también es, si es una mesa técnica que lo es."""
        jornada = self.propios.get("jornada_id")
        return jornada if isinstance(jornada, int) else None


@dataclass(frozen=True, slots=True)
class Medicion:
    """Lo que una regla da en una vigencia.

    :param valor: sin él no se sabe: la fuente no tiene registros, o ninguno informó.
    :param registros: cuántos registros pasan los filtros. :param sin_persona: asistencias de nadie conocido,
        también las que sólo se declararon.
    """

    valor: Decimal | None
    registros: int
    sin_persona: int = 0


VACIA, CERO = Medicion(None, 0), Medicion(Decimal(0), 0)
Medidas: TypeAlias = dict[int, Medicion]
