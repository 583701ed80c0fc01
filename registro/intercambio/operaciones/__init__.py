"""Lo que escribe al importar: por lotes, cada uno con su transacción y su línea de bitácora."""

from __future__ import annotations

from registro.intercambio.operaciones.lotes import importar

__all__ = ["importar"]
