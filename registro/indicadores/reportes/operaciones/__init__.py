"""Lo que cambia un reporte: una transacción y su línea de bitácora cada una."""

from registro.indicadores.reportes.operaciones.archivos import Descarga, adjuntar, descargar, retirar
from registro.indicadores.reportes.operaciones.cortes import cerrar as cerrar_corte
from registro.indicadores.reportes.operaciones.cortes import reabrir as reabrir_corte
from registro.indicadores.reportes.operaciones.dispensas import dispensar
from registro.indicadores.reportes.operaciones.plazos import fijar as fijar_plazo
from registro.indicadores.reportes.operaciones.plazos import poner_regla
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
    "cerrar_corte",
    "descargar",
    "devolver",
    "dispensar",
    "enviar",
    "enviar_alcance",
    "fijar_plazo",
    "guardar",
    "poner_regla",
    "reabrir",
    "reabrir_corte",
    "resolver_alcance",
    "retirar",
]
