"""El seguimiento entero en un libro: se exporta, y al importarlo queda igual, celda por celda."""

from registro.intercambio.seguimiento.escribir import libro
from registro.intercambio.seguimiento.hojas import HOJAS

__all__ = ["HOJAS", "libro"]
