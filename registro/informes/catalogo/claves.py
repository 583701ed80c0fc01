"""En qué orden van las filas de una tabla: las claves de los catálogos y los grupos de encuentros."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from registro.catalogos.consultas import opciones
from registro.indicadores.hechos import HechoDeActividad

Par: TypeAlias = tuple[str, str]


def etiquetas(catalogo: str, usadas: set[str]) -> dict[str, str]:
    """Las opciones activas en su orden y, al final, las que algún registro usa y ya no están."""
    del_catalogo = {opcion.clave: opcion.etiqueta for opcion in opciones(catalogo)}
    if catalogo == "categoria_encuentro":
        del_catalogo = {clave: etiqueta for clave, etiqueta in del_catalogo.items() if clave in usadas}
    sueltas = sorted(usadas - set(del_catalogo))
    return del_catalogo | {clave: clave[:1].upper() + clave[1:] for clave in sueltas}


def areas_y_clases(contadas: Mapping[Par, int]) -> list[Par]:
    """Los pares (área, clase) en el orden de los catálogos, los que se usaron y los que no."""
    areas = etiquetas("area", {area for area, _ in contadas})
    clases = [(opcion.padre, opcion.clave) for opcion in opciones("clase")]
    lugar = {area: numero for numero, area in enumerate(areas)}
    return sorted(
        {*clases, *contadas} - {par for par in clases if par[0] not in areas},
        key=lambda par: (lugar[par[0]], clases.index(par) if par in clases else len(clases), par[1]),
    )


def grupos_de_encuentros(hechos: Sequence[HechoDeActividad]) -> dict[Par, list[HechoDeActividad]]:
    """Los encuentros de cada (categoría, unidad), en el orden del catálogo."""
    grupos: dict[Par, list[HechoDeActividad]] = defaultdict(list)
    for hecho in hechos:
        grupos[str(hecho.propios["categoria"]), str(hecho.propios["unidad"])].append(hecho)
    categorias = etiquetas("categoria_encuentro", {categoria for categoria, _ in grupos})
    lugar = {categoria: numero for numero, categoria in enumerate(categorias)}
    return {par: grupos[par] for par in sorted(grupos, key=lambda par: (lugar[par[0]], par[1]))}
