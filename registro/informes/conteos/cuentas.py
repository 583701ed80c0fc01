"""Qué cuenta un pedido: los ejes y los filtros, con los valores que hay en los registros."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from registro.errores import ErrorDeRegistro
from registro.indicadores.contados import BASES, Contado
from registro.informes.conteos.dimensiones import DIMENSIONES
from registro.informes.conteos.pedido import DE_ATENCION, Pedido
from registro.informes.publicas.sumar import Cuadro, entran
from registro.seguridad.divulgacion.publicada import Eje
from registro.textos import clave as sin_tildes

UNION = "+"


def armar(pedido: Pedido, hechos: Sequence[Contado]) -> Cuadro:
    """Qué se cuenta: los ejes con los valores que hay y los filtros en los rasgos de los hechos.

    :raises ErrorDeRegistro: con esos filtros no hay nada que contar.
    """
    bases = BASES[pedido.universo]
    vistos = {base: {hecho.rasgos[lugar] for hecho in hechos} for lugar, base in enumerate(bases)}
    filtros = _filtros(pedido, vistos)
    dentro = entran(hechos, bases, filtros)
    if not dentro:
        raise ErrorDeRegistro(
            "Con esos filtros no hay registros que contar. Quite alguno o cambie las fechas.", "filtro"
        )
    ejes = tuple(_eje(pedido, nombre, dentro, bases) for nombre in pedido.dimensiones)
    return Cuadro(pedido.universo, pedido.medida, ejes, filtros)


def _filtros(pedido: Pedido, vistos: dict[str, set[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    sumas = pedido.sumas()
    for campo, valores in pedido.filtros:
        if campo in DE_ATENCION:
            eje = DIMENSIONES[campo].eje(vistos["clase"])
            pedidos = {sin_tildes(valor) for valor in valores}
            hallados = [
                suma
                for clave, suma in eje.valores
                if {sin_tildes(clave), sin_tildes(DIMENSIONES[campo].leer(clave))} & pedidos
            ]
            if not hallados:
                raise ErrorDeRegistro(
                    f"No hay atenciones con {campo} «{valores[0]}». Revise el valor.", "filtro"
                )
            sumas.append(("clase", frozenset().union(*hallados)))
    juntas: dict[str, frozenset[str]] = {}
    for base, suma in sumas:
        juntas[base] = juntas[base] & suma if base in juntas else suma
    return tuple(sorted(juntas.items()))


def _eje(pedido: Pedido, nombre: str, hechos: Iterable[Contado], bases: tuple[str, ...]) -> Eje:
    """Los valores que hay, con los que se pidió unir ya unidos."""
    lugar = bases.index(DIMENSIONES[nombre].base)
    eje = DIMENSIONES[nombre].eje({hecho.rasgos[lugar] for hecho in hechos})
    for campo, valores in pedido.unidas:
        if campo == nombre:
            eje = _unir(eje, valores)
    return eje


def _unir(eje: Eje, valores: tuple[str, ...]) -> Eje:
    juntos = [(clave, suma) for clave, suma in eje.valores if clave in valores]
    if len(juntos) < 2:  # noqa: PLR2004 - se unen por lo menos dos
        return eje
    unido = (UNION.join(clave for clave, _ in juntos), frozenset().union(*(suma for _, suma in juntos)))
    quedan = []
    for par in eje.valores:
        if par == juntos[0]:
            quedan.append(unido)
        elif par not in juntos:
            quedan.append(par)
    return Eje(eje.base, tuple(quedan))
