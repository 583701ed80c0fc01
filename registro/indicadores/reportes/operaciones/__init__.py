"""Lo que cambia un reporte: una transacción y su línea de bitácora cada una."""

from registro.indicadores.reportes.operaciones.archivos import Descarga, adjuntar, descargar, retirar
from registro.indicadores.reportes.operaciones.dispensas import dispensar
from registro.indicadores.reportes.operaciones.reportar import (
    Borrador,
    PorRevisar,
    enviar,
    enviar_alcance,
    guardar,
)
from registro.indicadores.reportes.operaciones.revisar import aprobar, devolver, reabrir, resolver_alcance

__all__ = [
    "Borrador",
    "Descarga",
    "PorRevisar",
    "adjuntar",
    "aprobar",
    "descargar",
    "devolver",
    "dispensar",
    "enviar",
    "enviar_alcance",
    "guardar",
    "reabrir",
    "resolver_alcance",
    "retirar",
]
