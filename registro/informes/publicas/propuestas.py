"""Qué pedir cuando una tabla no se puede publicar: sólo se propone lo que se probó y sí se puede."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from registro.informes.catalogo import declaracion
from registro.informes.parametros import Parametros
from registro.informes.publicas.tablas import TablasPublicas

NADA = "Ni quitando los filtros se puede: espere a que haya más registros."
MAS_AMPLIA = {
    "localidad": "pedirla de todas las localidades",
    "tipo": "pedirla de todos los tipos de actividad",
    "corte": "pedirla de la vigencia completa",
    "vigencia": "pedirla de todas las vigencias",
}
EN_CAMBIO = {"jornadas": "actividades", "mebog": "actividades", "encuentros": "actividades"}
EN_CAMBIO |= {"atenciones_por_clase": "atenciones", "atenciones_por_modalidad": "atenciones"}


def proponer(nombre: str, parametros: Parametros) -> str:
    """«Puede pedirla de todas las localidades o…»: cada cosa se probó con todo lo publicado a la vista."""
    sirven = [frase for frase, otra, pedidos in _candidatas(nombre, parametros) if se_puede(otra, pedidos)]
    return f"Puede {' o '.join(sirven)}." if sirven else NADA


def se_puede(nombre: str, parametros: Parametros) -> bool:
    """Si esa tabla tiene forma segura; no queda escrito nada."""
    tablas = TablasPublicas.vigentes()
    tablas(nombre, parametros)
    return not tablas.negadas


def _candidatas(nombre: str, parametros: Parametros) -> Iterator[tuple[str, str, Parametros]]:
    """De lo que menos detalle pierde a lo que más."""
    sueltos = parametros
    for filtro, frase in MAS_AMPLIA.items():
        if filtro in parametros.dados:
            yield frase, nombre, replace(parametros, **{filtro: None})
            sueltos = replace(sueltos, **{filtro: None})
    if len(parametros.dados) > 1:
        yield "pedirla sin ningún filtro", nombre, sueltos
    if nombre in EN_CAMBIO:
        otra = declaracion(EN_CAMBIO[nombre])
        aceptados = {uno: None for uno in parametros.dados if uno not in otra.filtros}
        yield f"pedir «{otra.titulo}» ({otra.nombre})", otra.nombre, replace(parametros, **aceptados)
