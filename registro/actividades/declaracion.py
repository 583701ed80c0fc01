"""Cómo se declara un tipo de actividad: nadie compara ``tipo``, se le pregunta a su declaración."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from registro.actividades.base import Actividad
    from registro.actividades.formulario import FormularioDeActividad


def _nada_que_revisar(_sesion: Session, _actividad: Any) -> None:
    """La mayoría de los tipos no tienen más condiciones que las de su formulario."""


def _nada_cuelga(_actividad: Actividad, _datos: dict[str, Any]) -> None:
    """La mayoría de los tipos caben en su propia fila."""


@dataclass(frozen=True, slots=True)
class TipoDeActividad:
    """Un tipo de actividad y lo que admite.

    :param clave: la que guardan los registros y usan las órdenes (``jornada``).
    :param nombre: «Jornada»; ``con_articulo``: «la jornada»; ``plural``: «Jornadas».
    :param descripcion: una línea para elegirlo entre los demás.
    :param modelo: clase de la tabla del tipo; sus columnas propias se llenan con los campos del formulario.
    :param formulario: formulario con los campos comunes y los propios.
    :param con_tarjetas: admite tarjetas de personas (y entonces nunca nombres ni el teléfono de nadie).
    :param con_delegadas: su asistencia es de delegadas por puesto (mesa).
    :param con_atenciones: cada asistencia puede tener atenciones con área y clase.
    :param con_servicios: ofrece servicios y remisiones a quien asiste.
    :param con_jornada: puede ser la misma actividad que una jornada, y se liga con ella.
    :param completar: llena lo propio que falta cuando se crea por una orden, con lo que se sabe.
    :param ficha: datos propios del tipo, para leerlos: pares (rótulo, texto).
    :param colgar: crea lo que cuelga de la actividad (servicios que se ofrecen, puntos del orden del día).
    :param revisar: lo que se exige al crearla o corregirla en pantalla; lo importado puede no cumplirlo.
    :param leer: lo que cuelga, como lo espera el formulario para corregirlo.
    :param solo_al_crear: campos del formulario que después se corrigen en una pantalla propia.
    """

    clave: str
    nombre: str
    con_articulo: str
    plural: str
    descripcion: str
    modelo: type[Actividad]
    formulario: type[FormularioDeActividad]
    propios: tuple[str, ...]
    titulo: Callable[[dict[str, Any]], str]
    completar: Callable[[dict[str, Any]], dict[str, Any]]
    ficha: Callable[[Any], list[tuple[str, str]]]
    colgar: Callable[[Any, dict[str, Any]], None] = _nada_cuelga
    leer: Callable[[Any], dict[str, Any]] = lambda _actividad: {}
    revisar: Callable[[Session, Any], None] = _nada_que_revisar
    solo_al_crear: tuple[str, ...] = ()
    con_tarjetas: bool = False
    con_delegadas: bool = False
    con_atenciones: bool = False
    con_servicios: bool = False
    con_autorregistro: bool = False
    con_jornada: bool = False

    @property
    def institucional(self) -> bool:
        """Su asistencia vive en la tabla institucional, sin relación con la de personas."""
        return self.con_delegadas or self.con_autorregistro
