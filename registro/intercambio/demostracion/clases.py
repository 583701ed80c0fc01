"""Qué clase tiene cada atención, en un orden creíble: la valoración abre, el cierre cierra. Puro."""

from __future__ import annotations

from random import Random
from typing import Any

INICIAL, FINAL = "valoración inicial", "cierre"
DE_ENTRADA = ("asesoría", "orientación", "acompañamiento")
# De trabajo social y psicosocial no se publicaron clases: se suponen, de cada cien atenciones; el resto es
# seguimiento. No son cifras oficiales ni aparecen en ninguna tabla publicada.
SUPUESTAS = {
    "trabajo_social": {"orientación": 24, "gestión": 46, FINAL: 4},
    "psicosocial": {INICIAL: 13, "acompañamiento": 45, FINAL: 4},
}
RESTO = "seguimiento"


def clases_publicadas_o_supuestas(area: str, cifras: dict[str, Any]) -> dict[str, int]:
    """Cuántas atenciones de cada clase: las publicadas si las hay."""
    if "por_clase" in cifras:
        publicadas: dict[str, int] = cifras["por_clase"]
        return publicadas
    supuestas = {clase: cifras["atenciones"] * parte // 100 for clase, parte in SUPUESTAS[area].items()}
    return supuestas | {RESTO: cifras["atenciones"] - sum(supuestas.values())}


def ordenar_clases(veces: list[int], por_clase: dict[str, int], azar: Random) -> list[list[str]]:
    """La clase de cada atención de cada mujer, en orden; ``veces[i]`` son las atenciones de la mujer i.

    Una mujer tiene a lo sumo una valoración inicial, que es la primera, y un cierre, que es la última de
    varias. Las demás primeras visitas son de entrada mientras alcancen.
    """
    clases = [[""] * cuantas for cuantas in veces]
    for mujer in azar.sample(range(len(veces)), por_clase.get(INICIAL, 0)):
        clases[mujer][0] = INICIAL
    con_varias = [mujer for mujer, cuantas in enumerate(veces) if cuantas > 1]
    for mujer in azar.sample(con_varias, por_clase.get(FINAL, 0)):
        clases[mujer][-1] = FINAL
    primeras = [(mujer, 0) for mujer, suyas in enumerate(clases) if not suyas[0]]
    otras = [
        (mujer, lugar)
        for mujer, suyas in enumerate(clases)
        for lugar in range(1, len(suyas))
        if not suyas[lugar]
    ]
    azar.shuffle(primeras)
    azar.shuffle(otras)
    entrada, demas = _separar(por_clase)
    azar.shuffle(demas)
    for (mujer, lugar), clase in zip(primeras + otras, entrada + demas, strict=True):
        clases[mujer][lugar] = clase
    return clases


def _separar(por_clase: dict[str, int]) -> tuple[list[str], list[str]]:
    entrada: list[str] = []
    demas: list[str] = []
    for clase, cuantas in por_clase.items():
        if clase not in {INICIAL, FINAL}:
            (entrada if clase in DE_ENTRADA else demas).extend([clase] * cuantas)
    return entrada, demas
