"""``/api/v1``: lo que piden y entregan las tabletas y los programas. Su contrato está en ``openapi.json``."""

from registro.web.api import descripcion, dispositivos, lotes, paquete, tablas
from registro.web.api.seccion import bp

__all__ = ["bp", "descripcion", "dispositivos", "lotes", "paquete", "tablas"]
