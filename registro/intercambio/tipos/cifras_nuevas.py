"""Qué cifras de un archivo ya se sabían, cuáles son nuevas y cuáles dicen otra cosa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from registro.indicadores.formulas import SUMA
from registro.intercambio.tipos.cifras_de_producto import Tramo


@dataclass(frozen=True, slots=True)
class Conciliado:
    """Lo que hay que añadir y, si algo choca, lo que ya estaba y lo que dice el archivo."""

    nuevas: tuple[Tramo, ...] = ()
    choque: tuple[Tramo, Tramo] | None = None


def conciliar(dichas: Sequence[Tramo], guardadas: Sequence[Tramo], anualizacion: str) -> Conciliado:
    """Compara lo que dice una fila con lo guardado.

    En una suma, un acumulado se compara con lo guardado de sus años: si coincide no añade nada, y si falta
    un tramo, lo que falta es la diferencia.
    """
    nuevas: list[Tramo] = []
    for dicha in dichas:
        igual = next((una for una in guardadas if _mismo(una, dicha)), None)
        if igual is not None and igual.valor != dicha.valor:
            return Conciliado(choque=(igual, dicha))
        if igual is not None:
            continue
        propia = _en_suma(dicha, guardadas) if anualizacion == SUMA else Conciliado((dicha,))
        if propia.choque:
            return propia
        nuevas += propia.nuevas
    return Conciliado(tuple(nuevas))


def _mismo(una: Tramo, otra: Tramo) -> bool:
    return (una.clase, una.desde, una.hasta) == (otra.clase, otra.desde, otra.hasta)


def _en_suma(dicha: Tramo, guardadas: Sequence[Tramo]) -> Conciliado:
    """Lo que una cifra añade a las de su clase, si no dice otra cosa."""
    cruzadas = [
        una
        for una in guardadas
        if una.clase == dicha.clase and una.desde <= dicha.hasta and dicha.desde <= una.hasta
    ]
    if not cruzadas:
        return Conciliado((dicha,))
    fuera = [una for una in cruzadas if una.desde < dicha.desde or una.hasta > dicha.hasta]
    if fuera:
        return Conciliado(choque=(fuera[0], dicha))
    sabido = sum((una.valor for una in cruzadas), Decimal(0))
    cubiertos = {ano for una in cruzadas for ano in range(una.desde, una.hasta + 1)}
    faltan = [ano for ano in range(dicha.desde, dicha.hasta + 1) if ano not in cubiertos]
    total = Tramo(dicha.clase, min(cubiertos), max(cubiertos), sabido)
    if not faltan:
        return Conciliado() if sabido == dicha.valor else Conciliado(choque=(total, dicha))
    if faltan != list(range(faltan[0], faltan[-1] + 1)) or dicha.valor < sabido:
        return Conciliado(choque=(total, dicha))
    return Conciliado((Tramo(dicha.clase, faltan[0], faltan[-1], dicha.valor - sabido),))
