"""Campo: leer tarjetas, sumar a quien no tiene, anotar servicios y cerrar. Nada dice quiénes vinieron."""

from registro.web.campo import cierre, lecturas, preguntas, proteccion, servicios, sumas
from registro.web.campo.seccion import bp

__all__ = ["bp", "cierre", "lecturas", "preguntas", "proteccion", "servicios", "sumas"]
