"""Lo que se puede hacer con una actividad. Cada operación: una transacción y su línea de bitácora."""

from registro.actividades.operaciones.agenda import (
    DatosDePunto,
    agregar_punto,
    agregar_puntos,
    anular_punto,
    corregir_punto,
)
from registro.actividades.operaciones.datos import con_localidad, corregir, crear
from registro.actividades.operaciones.liga import desligar_de_jornada, ligar_con_jornada
from registro.actividades.operaciones.pasos import abrir, anular, cerrar, reabrir

__all__ = [
    "DatosDePunto",
    "abrir",
    "agregar_punto",
    "agregar_puntos",
    "anular",
    "anular_punto",
    "cerrar",
    "con_localidad",
    "corregir",
    "corregir_punto",
    "crear",
    "desligar_de_jornada",
    "ligar_con_jornada",
    "reabrir",
]
