"""Las mujeres atendidas, una por una y sin decir quién es cada una."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, case, cast, func, select, true

from registro.extensiones import db
from registro.indicadores.consultas.alcance import Alcance
from registro.indicadores.consultas.atendidas import por_tarjeta
from registro.indicadores.consultas.quienes import QUIEN, autorizaron, con_quien

PRIMO = 2**31 - 1  # ninguna llave lo alcanza, y con él las cuentas caben en 64 bits


@dataclass(frozen=True, slots=True)
class Revuelto:
    """Un orden que no dice quién llegó antes: el mismo en todas las páginas, y distinto con otra semilla."""

    semilla: int

    def lugar(self, llave: ColumnElement[int]) -> ColumnElement[int]:
        """El lugar de una fila; dos llaves nunca tienen el mismo."""
        veces, desde = self.semilla % (PRIMO - 1) + 1, self.semilla // PRIMO % PRIMO
        return (cast(llave, BigInteger) * veces + desde) % PRIMO


@dataclass(frozen=True, slots=True)
class Mujeres:
    """Cuántas son, cuántas no autorizaron usar sus respuestas y una página: (persona, atenciones)."""

    todas: int
    calladas: int
    pagina: tuple[tuple[int, int], ...]


def mujeres(alcance: Alcance, orden: Revuelto, *, salto: int, cuantas: int) -> Mujeres:
    """Una página y las cuentas de todas, con una sola pasada por las atenciones."""
    propia = por_tarjeta(alcance).c
    de_quien = con_quien(
        select(QUIEN.label("persona"), func.sum(propia.cuantas).label("cuantas")), propia.tarjeta
    )
    atendida = de_quien.where(QUIEN.is_not(None)).group_by(QUIEN).cte("atendida")
    lugar = orden.lugar(atendida.c.persona).label("lugar")
    pagina = select(atendida, lugar).order_by(lugar).offset(salto).limit(cuantas).subquery()
    callada = case((atendida.c.persona.not_in(autorizaron()), 1))
    suma = select(func.count().label("todas"), func.count(callada).label("calladas"))
    cuentas = suma.select_from(atendida).subquery()
    de_una_vez = cuentas.outerjoin(pagina, true())
    todo = select(*cuentas.c, *pagina.c).select_from(de_una_vez).order_by(pagina.c.lugar)
    filas = db.session.execute(todo).all()
    en_pagina = ((fila.persona, int(fila.cuantas)) for fila in filas if fila.persona is not None)
    return Mujeres(filas[0].todas, filas[0].calladas, tuple(en_pagina))
