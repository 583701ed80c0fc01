"""El seguimiento entero en un libro: se exporta, y al importarlo queda igual, celda por celda."""

from registro.intercambio.seguimiento.escribir import libro
from registro.intercambio.seguimiento.hojas import HOJAS

QUE_ES = "Seguimiento de la política: productos, definiciones y reportes"

__all__ = ["HOJAS", "QUE_ES", "libro"]
