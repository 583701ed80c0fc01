"""La Dirección: reportes por revisar, quién debe qué, plazos y cortes."""

from registro.web.revision import calendario, cortes, inicio, reporte
from registro.web.revision.seccion import bp

__all__ = ["bp", "calendario", "cortes", "inicio", "reporte"]
