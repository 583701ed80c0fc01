"""Quién ha visto un código: lo que dicen la bitácora y las lecturas, sin decir dónde estuvo su dueña."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Asistencia, Atencion, Lectura
from registro.personas.modelo import Credencial
from registro.seguridad.acciones import en_palabras
from registro.seguridad.modelo import Anotacion

TOPE = 500
LEIDA = "lectura.recibida"


@dataclass(frozen=True, slots=True)
class Vista:
    """Alguien tuvo ese código delante."""

    cuando: datetime
    quien: str
    que: str

    @property
    def dicha(self) -> str:
        """«Leyó una tarjeta en la casa»."""
        return en_palabras(self.que)


def de(sesion: Session, credencial: Credencial, otros: Sequence[str] = ()) -> list[Vista]:
    """Las lecturas de la tarjeta y las anotaciones que la nombran a ella, a su lote o a lo suyo.

    ``otros`` son los objetos de su dueña que otras secciones anotan: sus solicitudes de datos.
    """
    lecturas = sesion.execute(
        select(Lectura.id, Lectura.recibida_en, Lectura.recibida_de).where(
            Lectura.credencial_id == credencial.id
        )
    ).all()
    asistencias = sesion.scalars(select(Asistencia.id).where(Asistencia.credencial_id == credencial.id)).all()
    atenciones = sesion.scalars(select(Atencion.id).where(Atencion.asistencia_id.in_(asistencias)))
    objetos = [
        f"credencial:{credencial.id}",
        *([f"lote:{credencial.lote_id}"] if credencial.lote_id else []),
        *(f"lectura:{lectura.id}" for lectura in lecturas),
        *otros,
        *(f"asistencia:{asistencia}" for asistencia in asistencias),
        *(f"atencion:{atencion}" for atencion in atenciones),
    ]
    anotadas = select(Anotacion.momento, Anotacion.actor, Anotacion.accion).where(
        Anotacion.objeto.in_(objetos[:TOPE])
    )
    vistas = [Vista(cuando, _nombre(quien), LEIDA) for _, cuando, quien in lecturas]
    vistas += [Vista(cuando, quien, que) for cuando, quien, que in sesion.execute(anotadas)]
    return sorted(vistas, key=lambda vista: vista.cuando, reverse=True)[:TOPE]


def _nombre(recibida_de: str) -> str:
    """«2:Casa de Todas» la recibió Casa de Todas; la tableta ya viene por su nombre."""
    numero, _, nombre = recibida_de.partition(":")
    return nombre if numero.isdecimal() and nombre else recibida_de
