"""Las lecturas de una tableta fuera de hora, juntas por actividad: se deciden de una vez."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_

from registro.asistencia.ciudadana import Lectura
from registro.asistencia.reglas import Motivo


class Reloj(StrEnum):
    """Qué pasó con la hora: se corrigió y ya cuenta, o no puede ser y espera."""

    CORREGIDO = "corregido"
    IMPOSIBLE = "imposible"


ESPERAN: dict[Reloj, ColumnElement[bool]] = {
    Reloj.CORREGIDO: and_(
        Lectura.desfase_s.is_not(None),
        Lectura.reloj_decidido_en.is_(None),
        Lectura.resuelta_en.is_(None),
        Lectura.asistencia_id.is_not(None),
    ),
    Reloj.IMPOSIBLE: and_(Lectura.motivo == Motivo.FECHA_IMPOSIBLE.value, Lectura.resuelta_en.is_(None)),
}


@dataclass(frozen=True, slots=True)
class Grupo:
    """Las de una tableta (``de``) en una actividad."""

    reloj: Reloj
    actividad: UUID
    de: str
