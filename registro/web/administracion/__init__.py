"""Administración: usuarias, catálogos, tarjetas y tabletas."""

from registro.web.administracion import catalogos, divulgacion, tabletas, tarjetas, usuarias
from registro.web.administracion.seccion import bp

__all__ = ["bp", "catalogos", "divulgacion", "tabletas", "tarjetas", "usuarias"]
