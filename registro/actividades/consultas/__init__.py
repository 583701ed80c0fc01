"""Lo que se puede preguntar de las actividades. Responden fichas congeladas, nunca modelos."""

from registro.actividades.consultas.agenda import FichaDePunto, funciones_de, orden_del_dia
from registro.actividades.consultas.fichas import (
    Busqueda,
    FichaDeActividad,
    a_ficha,
    abiertas,
    contar,
    ficha,
    listar,
    parecida,
    vigencias,
)
from registro.actividades.consultas.formularios import opciones, para_corregir
from registro.actividades.consultas.historia import PasoDeActividad, historia
from registro.actividades.consultas.jornadas import jornada_de_mesa, jornadas_posibles, mesas_de_jornada

__all__ = [
    "Busqueda",
    "FichaDeActividad",
    "FichaDePunto",
    "PasoDeActividad",
    "a_ficha",
    "abiertas",
    "contar",
    "ficha",
    "funciones_de",
    "historia",
    "jornada_de_mesa",
    "jornadas_posibles",
    "listar",
    "mesas_de_jornada",
    "opciones",
    "orden_del_dia",
    "para_corregir",
    "parecida",
    "vigencias",
]
