"""Lo que la secretaría debe saber antes de que el semestre termine, cuando todavía puede remediarlo."""

from __future__ import annotations

from datetime import date

from registro.fechas import Semestre, fecha_larga, hoy
from registro.informes.catalogo import mesa
from registro.informes.parametros import Parametros
from registro.matrices import zesai
from registro.textos import unir


def por_abordar(sigla: str, semestre: Semestre, dia: date | None = None) -> str:
    """Las funciones que ninguna sesión ha abordado, si el semestre corre; vacío si no hay de qué avisar."""
    dia = dia or hoy()
    if not semestre.inicio <= dia <= semestre.fin:
        return ""
    faltan = zesai.sin_abordar(mesa.leer(Parametros(instancia=sigla, semestre=str(semestre))), dia)
    if not faltan:
        return ""
    numeros = unir([str(numero) for numero in faltan])
    cuales = f"la función {numeros}" if len(faltan) == 1 else f"las funciones {numeros}"
    dias = (semestre.fin - dia).days
    quedan = "hoy termina" if dias == 0 else "queda 1 día" if dias == 1 else f"quedan {dias} días"
    return (
        f"Ninguna sesión ha abordado {cuales}. El semestre va hasta el {fecha_larga(semestre.fin)}: "
        f"{quedan}. Llévelo al orden del día de la próxima sesión."
    )
