"""A cuántas no se les cruzan sus respuestas, dicho como se puede decir en cada edición."""

from __future__ import annotations

from registro.indicadores.consultas.alcance import sin_terminar
from registro.indicadores.consultas.autorizadas import asistencias_sin_autorizar
from registro.informes.parametros import Parametros
from registro.numeros import escribir

SE_CUENTAN = "Se cuentan, y lo que respondieron no se cruza con nada."
EN_PUBLICO = (
    "Quien no autorizó usar sus respuestas en reportes se cuenta igual, y nada se cruza con lo que dijo."
)
SIN_PERSONA = "No se suman a las mujeres distintas las atenciones sin persona conocida"


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


def para_publicar(notas: tuple[str, ...], siempre: str = "") -> tuple[str, ...]:
    """Sin las que cuentan personas: ni por lo bajo, porque acota lo que se oculta aquí o en otra publicación.

    En su lugar van siempre las mismas frases: que estuvieran sólo a veces también diría que hay alguien.
    """
    de_otra_cosa = (una for una in notas if not una.endswith(SE_CUENTAN) and not una.startswith(SIN_PERSONA))
    return (*de_otra_cosa, *((siempre,) if siempre else ()), EN_PUBLICO)
