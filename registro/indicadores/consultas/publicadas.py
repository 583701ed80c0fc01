"""Las cifras que un documento publicó, tal como salieron."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from registro.extensiones import db
from registro.indicadores.modelo import CifraPublicada
from registro.recordadas import recordada


@dataclass(frozen=True, slots=True)
class Publicada:
    """Una cifra y dónde se publicó: tabla, fila, columna y, si se dijo, de qué vigencia o semestre es."""

    tabla: str
    fila: str
    columna: str
    periodo: str
    valor: Decimal


@recordada
def publicadas() -> tuple[Publicada, ...]:
    """Todas, por tabla y en el orden en que se cargaron."""
    cifra = CifraPublicada
    columnas = cifra.tabla, cifra.fila, cifra.columna, cifra.periodo, cifra.valor
    orden = select(*columnas).order_by(cifra.tabla, cifra.id)
    return tuple(Publicada(*fila) for fila in db.session.execute(orden))
