"""Actividades: crear, corregir, abrir, cerrar, reabrir y anular todos los tipos."""

from registro.web.secretaria import agenda, corregir, detalle, jornada, nueva, pasos, remisiones
from registro.web.secretaria.lista import bp

__all__ = ["agenda", "bp", "corregir", "detalle", "jornada", "nueva", "pasos", "remisiones"]
