"""Bandeja de la secretaría: lecturas por revisar, y tarjetas perdidas, retiradas o repetidas."""

from registro.web.bandeja import archivos, autorizaciones, lecturas, provisionales, relojes, tarjetas
from registro.web.bandeja.seccion import bp

__all__ = ["archivos", "autorizaciones", "bp", "lecturas", "provisionales", "relojes", "tarjetas"]
