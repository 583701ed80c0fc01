"""Registro de actividades, asistencia y seguimiento."""

__version__ = "0.1.0"
