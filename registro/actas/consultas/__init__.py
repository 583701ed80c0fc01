"""Lo que se puede preguntar de las sesiones de una instancia, sus actas y sus compromisos."""

from registro.actas.consultas.acta import (
    FichaDeActa,
    FichaDeVersion,
    PuntoDesarrollado,
    acta,
    contenido,
    posibles_aprobadoras,
    puntos_desarrollados,
    quorum,
)
from registro.actas.consultas.borradores import FichaDeBorrador, borrador
from registro.actas.consultas.compromisos import (
    FichaDeCompromiso,
    compromiso,
    compromisos,
    compromisos_de_sesion,
    entidades_que_responden,
    vencidos,
)
from registro.actas.consultas.sesiones import SesionDelSemestre, sesiones

__all__ = [
    "FichaDeActa",
    "FichaDeBorrador",
    "FichaDeCompromiso",
    "FichaDeVersion",
    "PuntoDesarrollado",
    "SesionDelSemestre",
    "acta",
    "borrador",
    "compromiso",
    "compromisos",
    "compromisos_de_sesion",
    "contenido",
    "entidades_que_responden",
    "posibles_aprobadoras",
    "puntos_desarrollados",
    "quorum",
    "sesiones",
    "vencidos",
]
