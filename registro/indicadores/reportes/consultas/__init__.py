"""Lo que las pantallas y las cifras preguntan de los reportes."""

from registro.indicadores.reportes.consultas.aprobados import (
    Aprobado,
    Congelado,
    aprobados,
    congelado,
    corte_cerrado,
)
from registro.indicadores.reportes.consultas.cortes import FichaDeCorte, abiertos, cortes
from registro.indicadores.reportes.consultas.fichas import (
    CONGELADO,
    ESTADOS,
    SIN_EMPEZAR,
    FichaDeReporte,
    de_producto,
    reporte,
)
from registro.indicadores.reportes.consultas.plazos import calendario, vencimientos
from registro.indicadores.reportes.consultas.revisiones import Revisado, de_ficha
from registro.indicadores.reportes.consultas.tablero import Renglon, debidos, del_trimestre, por_revisar

__all__ = [
    "CONGELADO",
    "ESTADOS",
    "SIN_EMPEZAR",
    "Aprobado",
    "Congelado",
    "FichaDeCorte",
    "FichaDeReporte",
    "Renglon",
    "Revisado",
    "abiertos",
    "aprobados",
    "calendario",
    "congelado",
    "corte_cerrado",
    "cortes",
    "de_ficha",
    "de_producto",
    "debidos",
    "del_trimestre",
    "por_revisar",
    "reporte",
    "vencimientos",
]
