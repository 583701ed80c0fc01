"""El enlace de un sector: lo que debe, sus reportes con archivos, y los alcances."""

from registro.web.enlace import acompanan, inicio, reporte
from registro.web.enlace.seccion import bp

__all__ = ["acompanan", "bp", "inicio", "reporte"]
