"""A cuántas no se les cruzan sus respuestas, dicho como se puede decir en cada edición."""

from __future__ import annotations

import re

from registro.indicadores.consultas.alcance import sin_terminar
from registro.indicadores.consultas.autorizadas import asistencias_sin_autorizar
from registro.informes.parametros import Parametros
from registro.numeros import escribir, leer_entero

_CUENTA = re.compile(r"\d[\d.]*\d|\d")
SE_CUENTAN = "Se cuentan, y lo que respondieron no se cruza con nada."


def nota(cuantas: int, quienes: str) -> tuple[str, ...]:
    """«Mujeres que no autorizaron usar sus respuestas en reportes: 12. Se cuentan…»; de ninguna, nada."""
    frase = f"{quienes} que no autorizaron usar sus respuestas en reportes: {escribir(cuantas)}. {SE_CUENTAN}"
    return (frase,) if cuantas else ()


def de_asistencias(parametros: Parametros, *tipos: str) -> tuple[str, ...]:
    """La nota de una tabla de actividades de esos tipos."""
    return nota(asistencias_sin_autorizar(parametros.alcance(), tipos), "Asistencias de personas")


def sin_dia(parametros: Parametros, *tipos: str) -> tuple[str, ...]:
    """De un corte a mitad de su mes o de su año no se sabe si ya habían sido: no son cero, no se cuentan."""
    cuantas = sin_terminar(parametros.alcance(), tipos)
    if not cuantas:
        return ()
    sujeto = "Una actividad" if cuantas == 1 else f"{escribir(cuantas)} actividades"
    verbo = "se cuenta" if cuantas == 1 else "se cuentan"
    return (f"{sujeto} de que sólo se sabe el mes o el año no {verbo}: a este corte no había terminado.",)


def con_cuidado(frase: str, umbral: int) -> str:
    """La misma frase para publicar: su cuenta, si es pequeña, no se dice, y si no, por lo bajo."""
    hallada = _CUENTA.search(frase)
    if hallada is None:
        return frase
    cuantas = leer_entero(hallada.group(), "nota")
    entera = escribir(cuantas // umbral * umbral)
    dicha = f"menos de {umbral}" if cuantas < umbral else f"por lo menos {entera}"
    if hallada.start() == 0:
        dicha = dicha.capitalize()
    return f"{frase[: hallada.start()]}{dicha}{frase[hallada.end() :]}"
