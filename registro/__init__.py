"""Registro: actividades, asistencia e indicadores de una política pública."""

__version__ = "0.1.0"
