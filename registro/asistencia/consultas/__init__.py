"""Lo que se puede preguntar de la asistencia. Ninguna respuesta dice quiénes vinieron."""

from registro.asistencia.consultas.bandeja import (
    FichaPorRevisar,
    actividades_para_elegir,
    lectura_por_revisar,
    motivos_por_revisar,
    por_revisar,
)
from registro.asistencia.consultas.campo import (
    DE_CAMPO,
    FichaDeVeredicto,
    actividades_por_abrir,
    actividades_que_reciben,
    servicios_de,
    ultima_deshacible,
    veredicto,
)
from registro.asistencia.consultas.conteos import ConteoDeActividad, conteo, leidas_de
from registro.asistencia.consultas.paquete import Paquete, paquete
from registro.asistencia.consultas.prestaciones import (
    FichaDeRemision,
    prestaciones,
    remisiones,
    servicios_recibidos,
)
from registro.asistencia.consultas.provisionales import FichaDeProvisional, provisionales
from registro.asistencia.consultas.relojes import FichaDeReloj, relojes
from registro.asistencia.relojes import Grupo, Reloj

__all__ = [
    "DE_CAMPO",
    "ConteoDeActividad",
    "FichaDeProvisional",
    "FichaDeReloj",
    "FichaDeRemision",
    "FichaDeVeredicto",
    "FichaPorRevisar",
    "Grupo",
    "Paquete",
    "Reloj",
    "actividades_para_elegir",
    "actividades_por_abrir",
    "actividades_que_reciben",
    "conteo",
    "lectura_por_revisar",
    "leidas_de",
    "motivos_por_revisar",
    "paquete",
    "por_revisar",
    "prestaciones",
    "provisionales",
    "relojes",
    "remisiones",
    "servicios_de",
    "servicios_recibidos",
    "ultima_deshacible",
    "veredicto",
]
