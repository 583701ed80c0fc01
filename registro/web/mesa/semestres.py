"""El semestre que se está mirando: el pedido en la dirección o, si no se pide, el de hoy."""

from __future__ import annotations

from flask import request

from registro.fechas import Semestre, hoy

MESES_DE_UN_SEMESTRE = 6
PRIMERA_VIGENCIA = 2020


def pedido() -> Semestre:
    """El de la dirección.

    :raises ErrorDeRegistro: está mal escrito.
    """
    texto = request.args.get("semestre", "")
    return Semestre.leer(texto, "semestre") if texto else actual()


def actual() -> Semestre:
    """El de hoy."""
    dia = hoy()
    return Semestre(dia.year, 1 if dia.month <= MESES_DE_UN_SEMESTRE else 2)


def para_elegir(elegido: Semestre) -> list[tuple[str, str]]:
    """De la vigencia que viene hasta 2020, y siempre el elegido: pares (clave, nombre)."""
    vigencias = range(hoy().year + 1, PRIMERA_VIGENCIA - 1, -1)
    todos = sorted({elegido, *(Semestre(v, n) for v in vigencias for n in (1, 2))}, reverse=True)
    return [(str(uno), uno.nombre.capitalize()) for uno in todos]
