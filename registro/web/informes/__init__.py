"""Los informes: qué hay, qué dice cada sección, escribir en ella y descargarlos."""

from registro.web.informes import informe
from registro.web.informes.seccion import bp

__all__ = ["bp", "informe"]
