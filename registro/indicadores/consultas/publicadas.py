"""Las cifras que un documento publicó, tal como salieron."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from registro.extensiones import db
from registro.indicadores.modelo import CifraPublicada


@dataclass(frozen=True, slots=True)
class Publicada:
    """Una cifra y dónde se publicó: tabla, fila y columna."""

    tabla: str
    fila: str
    columna: str
    valor: Decimal


def publicadas() -> list[Publicada]:
    """Todas, por tabla y en el orden en que se cargaron."""
    columnas = CifraPublicada.tabla, CifraPublicada.fila, CifraPublicada.columna, CifraPublicada.valor
    orden = select(*columnas).order_by(CifraPublicada.tabla, CifraPublicada.id)
    return [Publicada(*fila) for fila in db.session.execute(orden)]
