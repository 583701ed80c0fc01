"""Cuánto hay en cada celda de un conteo, con todos sus márgenes, y la foto de los hechos de que sale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from registro.errores import ErrorDeRegistro
from registro.indicadores.consultas.contados import contados
from registro.indicadores.contados import BASES, Contado, sumar
from registro.informes.conteos.dimensiones import DIMENSIONES
from registro.informes.conteos.pedido import DE_ATENCION, Pedido
from registro.seguridad.divulgacion.libro import crear_foto
from registro.seguridad.divulgacion.politica import Politica
from registro.seguridad.divulgacion.publicada import PERSONAS, TOTAL, Clave, Eje, Publicada
from registro.textos import clave as sin_tildes

UNION = "+"


def contar(pedido: Pedido, politica: Politica) -> Publicada:
    """El conteo exacto, con lo que la política manda proteger.

    :raises ErrorDeRegistro: con esos filtros no hay nada que contar.
    """
    hechos = contados(pedido.universo)
    bases = BASES[pedido.universo]
    vistos = {base: {hecho.rasgos[lugar] for hecho in hechos} for lugar, base in enumerate(bases)}
    filtros = _filtros(pedido, vistos)
    dentro = [
        hecho
        for hecho in hechos
        if all(hecho.rasgos[bases.index(base)] in valores for base, valores in filtros)
    ]
    if not dentro:
        raise ErrorDeRegistro(
            "Con esos filtros no hay registros que contar. Quite alguno o cambie las fechas.", "filtro"
        )
    ejes = tuple(_eje(pedido, nombre, dentro, bases) for nombre in pedido.dimensiones)
    exactas = _sumar(ejes, bases, dentro, personas=pedido.medida == PERSONAS)
    desde = 0 if politica.oculta_ceros else 1
    ancho = politica.umbral - 1
    return Publicada(
        universo=pedido.universo,
        medida=pedido.medida,
        ejes=ejes,
        filtros=filtros,
        foto=crear_foto(bases, sumar(hechos)),
        exactas=exactas,
        primarias={clave: ancho for clave, n in exactas.items() if desde <= n < politica.umbral and ancho},
        visibles=frozenset(exactas),
    )


def sin_persona(pedido: Pedido) -> int:
    """Cuántos de los hechos contados no dicen de quién son."""
    return sum(hecho.cantidad for hecho in contados(pedido.universo) if hecho.persona is None)


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


def _sumar(
    ejes: tuple[Eje, ...], bases: tuple[str, ...], hechos: Iterable[Contado], *, personas: bool
) -> dict[Clave, int]:
    """Cada celda y cada margen; de personas, las distintas: quien está en dos casillas es una en el total."""
    de_cada_valor = [
        (bases.index(eje.base), {base: clave for clave, suma in eje.valores for base in suma}) for eje in ejes
    ]
    cuentas: dict[Clave, int] = defaultdict(int)
    quienes: dict[Clave, set[int]] = defaultdict(set)
    for hecho in hechos:
        clave = tuple(valores[hecho.rasgos[lugar]] for lugar, valores in de_cada_valor)
        for celda in _margenes(clave):
            if not personas:
                cuentas[celda] += hecho.cantidad
            elif hecho.persona is not None:
                quienes[celda].add(hecho.persona)
    todas = product(*([*(clave for clave, _ in eje.valores), TOTAL] for eje in ejes))
    return {celda: len(quienes[celda]) if personas else cuentas[celda] for celda in todas}


def _margenes(clave: Clave) -> Iterator[Clave]:
    yield from product(*((valor, TOTAL) for valor in clave))
