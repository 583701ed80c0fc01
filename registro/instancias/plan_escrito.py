"""El plan escrito como lista: componente, «1. producto», «1.1 subproducto | entidades | fecha». Puro."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from registro.errores import ErrorDeRegistro
from registro.fechas import leer_fecha
from registro.textos import abreviar, clave

_SUBPRODUCTO = re.compile(r"(\d{1,3})\.(\d{1,3})[.)]?\s+(.+)")
_PRODUCTO = re.compile(r"(\d{1,3})[.)]\s+(.+)")
CAMPO = "estructura"


@dataclass(slots=True)
class SubproductoEscrito:
    """Un subproducto, las entidades que responden (como se escribieron) y cuándo vence."""

    numero: int
    nombre: str
    entidades: tuple[str, ...] = ()
    vence: date | None = None


@dataclass(slots=True)
class ProductoEscrito:
    """Un producto y lo que tiene debajo."""

    numero: int
    nombre: str
    subproductos: list[SubproductoEscrito] = field(default_factory=list)


@dataclass(slots=True)
class ComponenteEscrito:
    """Un componente y lo que tiene debajo."""

    nombre: str
    productos: list[ProductoEscrito] = field(default_factory=list)


def leer_estructura(texto: str) -> list[ComponenteEscrito]:
    """Los componentes escritos, en su orden.

    :raises ErrorDeRegistro: un renglón no se entiende o repite un número; la frase dice cuál.
    """
    componentes: list[ComponenteEscrito] = []
    for numero, renglon in enumerate(texto.splitlines(), start=1):
        if escrito := renglon.strip():
            _poner(componentes, escrito, numero)
    if not componentes:
        raise ErrorDeRegistro("Escriba al menos un componente del plan. No se guardó.", CAMPO)
    return componentes


def _poner(componentes: list[ComponenteEscrito], escrito: str, renglon: int) -> None:
    if partes := _SUBPRODUCTO.fullmatch(escrito):
        productos = componentes[-1].productos if componentes else []
        if not productos or productos[-1].numero != int(partes[1]):
            raise _error(renglon, escrito, f"no sigue al producto {partes[1]}")
        nuevo = _subproducto(int(partes[2]), partes[3], renglon)
        _exigir_otro(nuevo.numero, [uno.numero for uno in productos[-1].subproductos], renglon, escrito)
        productos[-1].subproductos.append(nuevo)
    elif partes := _PRODUCTO.fullmatch(escrito):
        if not componentes:
            raise _error(renglon, escrito, "no tiene componente encima")
        propios = componentes[-1].productos
        _exigir_otro(int(partes[1]), [uno.numero for uno in propios], renglon, escrito)
        propios.append(ProductoEscrito(int(partes[1]), partes[2]))
    elif clave(escrito) in {clave(uno.nombre) for uno in componentes}:
        raise _error(renglon, escrito, "ya estaba")
    else:
        componentes.append(ComponenteEscrito(escrito))


def _exigir_otro(numero: int, hay: list[int], renglon: int, escrito: str) -> None:
    if numero in hay:
        raise _error(renglon, escrito, f"repite el número {numero}")


def _subproducto(numero: int, resto: str, renglon: int) -> SubproductoEscrito:
    nombre, *otros = (parte.strip() for parte in resto.split("|"))
    if len(otros) > 2 or not nombre:  # noqa: PLR2004 - entidades y fecha
        raise _error(renglon, resto, "va así: 1.1 Nombre | Entidad; Entidad | 30/06/2020")
    entidades = tuple(parte for parte in map(str.strip, (otros[0] if otros else "").split(";")) if parte)
    vence = None
    if len(otros) > 1 and otros[1]:
        try:
            vence = leer_fecha(otros[1], CAMPO)
        except ErrorDeRegistro as error:
            raise ErrorDeRegistro(f"Renglón {renglon}: {error.mensaje} No se guardó.", CAMPO) from error
    return SubproductoEscrito(numero, nombre, entidades, vence)


def _error(renglon: int, escrito: str, que: str) -> ErrorDeRegistro:
    return ErrorDeRegistro(
        f"Renglón {renglon}: «{abreviar(escrito)}» {que}. No se guardó; lo escrito sigue aquí.", CAMPO
    )


def escribir_estructura(componentes: Sequence[ComponenteEscrito]) -> str:
    """El texto que se volvería a leer igual."""
    renglones: list[str] = []
    for componente in componentes:
        renglones += ["", componente.nombre] if renglones else [componente.nombre]
        for producto in componente.productos:
            renglones.append(f"{producto.numero}. {producto.nombre}")
            renglones += [f"{producto.numero}.{_escrito(uno)}" for uno in producto.subproductos]
    return "\n".join(renglones)


def _escrito(uno: SubproductoEscrito) -> str:
    partes = [f"{uno.numero} {uno.nombre}", "; ".join(uno.entidades)]
    if uno.vence:
        partes.append(f"{uno.vence:%d/%m/%Y}")
    return " | ".join(partes if any(partes[1:]) else partes[:1])
