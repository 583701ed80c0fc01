"""Lo que las pantallas y las cifras preguntan de los reportes."""

from registro.indicadores.reportes.consultas.aprobados import (
    Aprobado,
    Congelado,
    aprobados,
    congelado,
    corte_cerrado,
)
from registro.indicadores.reportes.consultas.fichas import (
    CONGELADO,
    ESTADOS,
    SIN_EMPEZAR,
    FichaDeReporte,
    de_producto,
    reporte,
)
from registro.indicadores.reportes.consultas.revisiones import Revisado, de_ficha

__all__ = [
    "CONGELADO",
    "ESTADOS",
    "SIN_EMPEZAR",
    "Aprobado",
    "Congelado",
    "FichaDeReporte",
    "Revisado",
    "aprobados",
    "congelado",
    "corte_cerrado",
    "de_ficha",
    "de_producto",
    "reporte",
]
