"""Bandeja de la secretaría: lecturas por revisar, y tarjetas perdidas, retiradas o repetidas."""

from registro.web.bandeja import autorizaciones, lecturas, provisionales, tarjetas
from registro.web.bandeja.seccion import bp

__all__ = ["autorizaciones", "bp", "lecturas", "provisionales", "tarjetas"]
