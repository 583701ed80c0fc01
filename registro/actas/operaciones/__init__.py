"""Invitar, registrar una sesión pasada, y escribir, versionar y aprobar el acta con sus compromisos."""

from registro.actas.operaciones.acta import DatosDeActa, aprobar, guardar_acta, guardar_version
from registro.actas.operaciones.borradores import descartar_borrador, guardar_borrador
from registro.actas.operaciones.compromisos import (
    DatosDeCompromiso,
    corregir_compromiso,
    seguir_compromiso,
)
from registro.actas.operaciones.desarrollo import DatosDeDesarrollo, guardar_desarrollo
from registro.actas.operaciones.invitar import invitar
from registro.actas.operaciones.pasada import DatosDeSesionPasada, registrar_pasada

__all__ = [
    "DatosDeActa",
    "DatosDeCompromiso",
    "DatosDeDesarrollo",
    "DatosDeSesionPasada",
    "aprobar",
    "corregir_compromiso",
    "descartar_borrador",
    "guardar_acta",
    "guardar_borrador",
    "guardar_desarrollo",
    "guardar_version",
    "invitar",
    "registrar_pasada",
    "seguir_compromiso",
]
