"""Los conjuntos de rangos guardados, y con cuáles nace un registro."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from registro.extensiones import ahora_utc
from registro.indicadores.definiciones.modelo import ConjuntoDeSemaforo, RangoDeSemaforo
from registro.indicadores.semaforo import Color, Conjunto, Rango

PPASP_2023 = Conjunto(
    clave="ppasp_2023",
    nombre="PPASP 2023",
    desde=date(2020, 1, 1),
    rangos=(
        Rango(Color.ROJO, Decimal(50)),
        Rango(Color.AMARILLO, Decimal(75), incluye=False),
        Rango(Color.VERDE, None),
    ),
)
SDP = Conjunto(
    clave="sdp",
    nombre="SDP",
    desde=None,
    rangos=(
        Rango(Color.ROJO, Decimal(50)),
        Rango(Color.AMARILLO, Decimal(75)),
        Rango(Color.VERDE, Decimal(125)),
        Rango(Color.NARANJA, None),
    ),
    justifica=True,
)
DE_NACIMIENTO = (PPASP_2023, SDP)


def leer(sesion: Session) -> list[Conjunto]:
    """Todos, del más reciente al más antiguo y al final los que sólo rigen donde se eligen."""
    orden = select(ConjuntoDeSemaforo).options(selectinload(ConjuntoDeSemaforo.rangos))
    guardados = [
        Conjunto(
            clave=uno.clave,
            nombre=uno.nombre,
            desde=uno.desde,
            rangos=tuple(Rango(Color(r.color), r.hasta, r.incluye) for r in uno.rangos),
            sobre=uno.sobre,
            justifica=uno.justifica,
            acto=uno.acto,
            numero=uno.numero,
        )
        for uno in sesion.scalars(orden)
    ]
    return sorted(guardados, key=lambda uno: (uno.desde or date.min, uno.numero, uno.clave), reverse=True)


def guardar(sesion: Session, conjunto: Conjunto, quien: str = "") -> None:
    """Un conjunto nuevo, dentro de la transacción de quien llama; los que hay nunca se tocan."""
    rangos = [
        RangoDeSemaforo(orden=lugar, color=rango.color.value, hasta=rango.hasta, incluye=rango.incluye)
        for lugar, rango in enumerate(conjunto.rangos, 1)
    ]
    sesion.add(
        ConjuntoDeSemaforo(
            clave=conjunto.clave,
            nombre=conjunto.nombre,
            desde=conjunto.desde,
            sobre=conjunto.sobre,
            justifica=conjunto.justifica,
            acto=conjunto.acto,
            numero=conjunto.numero,
            registrado_en=ahora_utc(),
            registrado_por=quien,
            rangos=rangos,
        )
    )
