"""Planea atenciones sintéticas de Casa de Todas que suman exactamente lo publicado. Puro: no escribe nada.

De 2023 sólo hay agregados: atenciones y mujeres por área, clases y actuaciones del área jurídica. El plan
reparte esas sumas entre mujeres sin nombre y días hábiles, con azar de semilla fija: el mismo plan cada vez.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from registro.intercambio.demostracion.clases import clases_publicadas_o_supuestas, ordenar_clases

SEMILLA = 2023
PRESENCIAL_DE_CADA_CIEN = 78
COINCIDENTES_DE_CADA_CIEN = 35  # visitas a un área que caen el mismo día que la de otra
AREA_DE_GESTIONES, CLASE_DE_GESTIONES = "trabajo_social", "gestión"
AREA_DE_ACTUACIONES, CLASES_DE_ACTUACIONES = "juridica", ("seguimiento", "asesoría")


@dataclass(slots=True)
class AtencionPlaneada:
    """Una atención: la mujer es un número del plan; ``detalles``, pares (catálogo, clave)."""

    mujer: int
    dia: date
    area: str
    clase: str
    modalidad: str
    detalles: list[tuple[str, str]] = field(default_factory=list)


def planear(
    publicado: dict[str, Any], dias: Sequence[date], semilla: int = SEMILLA
) -> list[AtencionPlaneada]:
    """Las atenciones del año, por día y mujer, que reproducen las cifras de ``publicado``."""
    azar = Random(semilla)
    areas: dict[str, dict[str, Any]] = publicado["areas"]
    mujeres = {area: cifras["mujeres"] for area, cifras in areas.items()}
    grupos = repartir_mujeres(mujeres, publicado["mujeres_distintas"], azar)
    visitados: defaultdict[int, list[date]] = defaultdict(list)
    plan: list[AtencionPlaneada] = []
    for area, cifras in areas.items():
        veces = repartir_visitas(cifras["atenciones"], len(grupos[area]), azar)
        clases = ordenar_clases(veces, clases_publicadas_o_supuestas(area, cifras), azar)
        for mujer, suyas in zip(grupos[area], clases, strict=True):
            cuando = elegir_dias(len(suyas), visitados[mujer], dias, azar)
            visitados[mujer].extend(cuando)
            plan.extend(
                AtencionPlaneada(mujer, dia, area, clase, _modalidad(publicado, azar))
                for dia, clase in zip(cuando, suyas, strict=True)
            )
    plan.sort(key=lambda atencion: (atencion.dia, atencion.mujer, atencion.area))
    _anadir_actuaciones(plan, areas[AREA_DE_ACTUACIONES]["actuaciones"], azar)
    _anadir_gestiones(plan, publicado["gestiones_trabajo_social"], azar)
    return plan


def repartir_mujeres(por_area: dict[str, int], distintas: int, azar: Random) -> dict[str, list[int]]:
    """Qué mujeres van a cada área: las distintas en total son ``distintas``, y varias van a más de una.

    Cada área toma primero a quienes nadie ha visto todavía, y completa con quienes ya fueron a otra.
    """
    por_ver = list(range(distintas))
    azar.shuffle(por_ver)
    vistas: list[int] = []
    grupos: dict[str, list[int]] = {}
    for area, cuantas in por_area.items():
        nuevas, por_ver = por_ver[:cuantas], por_ver[cuantas:]
        grupos[area] = sorted(nuevas + azar.sample(vistas, cuantas - len(nuevas)))
        vistas += nuevas
    if por_ver:
        raise ValueError(f"las áreas no alcanzan a las {distintas} mujeres distintas publicadas")
    return grupos


def repartir_visitas(atenciones: int, mujeres: int, azar: Random) -> list[int]:
    """Cuántas atenciones recibe cada mujer: por lo menos una, y muchas van a pocas, como ocurre."""
    pesos = [0.2 + azar.expovariate(1) for _ in range(mujeres)]
    repetidas = Counter(azar.choices(range(mujeres), pesos, k=atenciones - mujeres))
    return [1 + repetidas[mujer] for mujer in range(mujeres)]


def elegir_dias(cuantos: int, visitados: list[date], dias: Sequence[date], azar: Random) -> list[date]:
    """Días distintos, en orden; algunos son de los que ya vino a otra área."""
    ya = sorted(set(visitados))
    coinciden = azar.sample(ya, min(len(ya), cuantos * COINCIDENTES_DE_CADA_CIEN // 100))
    otros = sorted(set(dias).difference(coinciden))
    return sorted(coinciden + azar.sample(otros, cuantos - len(coinciden)))


def _modalidad(publicado: dict[str, Any], azar: Random) -> str:
    presencial, telefonica = publicado["modalidades"]
    elegida: str = presencial if azar.randrange(100) < PRESENCIAL_DE_CADA_CIEN else telefonica
    return elegida


def _de(plan: list[AtencionPlaneada], area: str, clases: tuple[str, ...]) -> Iterator[AtencionPlaneada]:
    return (atencion for atencion in plan if atencion.area == area and atencion.clase in clases)


def _anadir_actuaciones(plan: list[AtencionPlaneada], actuaciones: dict[str, int], azar: Random) -> None:
    """Tantas de cada una como se publicó; ninguna se repite en la misma atención."""
    donde = list(_de(plan, AREA_DE_ACTUACIONES, CLASES_DE_ACTUACIONES))
    for actuacion, cuantas in actuaciones.items():
        for atencion in azar.sample(donde, cuantas):
            atencion.detalles.append(("actuacion", actuacion))


def _anadir_gestiones(plan: list[AtencionPlaneada], gestiones: list[str], azar: Random) -> None:
    """De las gestiones se publicó la lista y no cuántas: una o dos por atención, más de las primeras."""
    pesos = range(len(gestiones), 0, -1)
    for atencion in _de(plan, AREA_DE_GESTIONES, (CLASE_DE_GESTIONES,)):
        elegidas = dict.fromkeys(azar.choices(gestiones, pesos, k=azar.randint(1, 2)))
        atencion.detalles.extend(("gestion", gestion) for gestion in elegidas)
