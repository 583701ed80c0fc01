"""Administración: usuarias, catálogos y tarjetas."""

from registro.web.administracion import catalogos, tarjetas, usuarias
from registro.web.administracion.seccion import bp

__all__ = ["bp", "catalogos", "tarjetas", "usuarias"]
