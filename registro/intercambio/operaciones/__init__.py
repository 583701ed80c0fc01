"""Lo que escribe al importar: por lotes, cada uno con su transacción y su línea de bitácora."""

from __future__ import annotations

from registro.intercambio.operaciones.lotes import importar
from registro.intercambio.operaciones.subidas import (
    confirmar,
    correr,
    descargar_rechazos,
    descartar,
    interrumpir,
    subir,
)

__all__ = [
    "confirmar",
    "correr",
    "descargar_rechazos",
    "descartar",
    "importar",
    "interrumpir",
    "subir",
]
