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
    alcance,
    de_producto,
    de_su_sector,
    por_que_no,
    reporte,
)
from registro.indicadores.reportes.consultas.plazos import calendario, vencimientos
from registro.indicadores.reportes.consultas.revisiones import (
    Contexto,
    Revisado,
    con_alcance,
    contexto,
    de_ficha,
    hallazgo,
)
from registro.indicadores.reportes.consultas.tablero import (
    Renglon,
    debidos,
    del_trimestre,
    pendientes,
    por_revisar,
    sector,
)

__all__ = [
    "CONGELADO",
    "ESTADOS",
    "SIN_EMPEZAR",
    "Aprobado",
    "Congelado",
    "Contexto",
    "FichaDeCorte",
    "FichaDeReporte",
    "Renglon",
    "Revisado",
    "abiertos",
    "alcance",
    "aprobados",
    "calendario",
    "con_alcance",
    "congelado",
    "contexto",
    "corte_cerrado",
    "cortes",
    "de_ficha",
    "de_producto",
    "de_su_sector",
    "debidos",
    "del_trimestre",
    "hallazgo",
    "pendientes",
    "por_que_no",
    "por_revisar",
    "reporte",
    "sector",
    "vencimientos",
]
