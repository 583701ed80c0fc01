"""Las cifras que los dos documentos publicaron y que se ponen al lado de las calculadas."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from registro.indicadores.modelo import CifraPublicada
from registro.intercambio.demostracion.fuentes import leer_filas


def escribir(sesion: Session) -> None:
    """Tal como salieron, también las que tienen un error."""
    sesion.add_all(
        CifraPublicada(**{**fila, "valor": Decimal(fila["valor"])}) for fila in leer_filas("publicados.csv")
    )
