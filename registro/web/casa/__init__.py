"""Casa de Todas: leer la tarjeta o atender sin ella, anotar en una pantalla, corregir y anular."""

from registro.web.casa import atenciones, dias, visitas
from registro.web.casa.seccion import bp

__all__ = ["atenciones", "bp", "dias", "visitas"]
