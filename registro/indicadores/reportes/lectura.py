"""Leer la cifra de un reporte. La escala de un porcentaje nunca se adivina: lo dudoso se pregunta."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from registro.errores import ErrorDeRegistro
from registro.numeros import escribir_decimal, leer_decimal
from registro.textos import abreviar

Crudo: TypeAlias = str | int | float | Decimal | None

PORCENTAJE = "porcentaje"
DECIMALES = 6
MAXIMO = Decimal(10) ** 12
DUDOSO = Decimal(3)  # hasta aquí un número sin signo puede ser un porcentaje o una razón
_MILLONESIMA = Decimal(1).scaleb(-DECIMALES)
_TOLERANCIA = Decimal("0.05")  # lo que se pierde al escribir un porcentaje con una cifra decimal


@dataclass(frozen=True, slots=True)
class Escrito:
    """Lo que alguien escribió, todavía sin entender."""

    valor: Crudo = None
    numerador: Crudo = None
    denominador: Crudo = None


@dataclass(frozen=True, slots=True)
class Medida:
    """La cifra entendida; sin valor es «sin dato», nunca cero."""

    valor: Decimal | None = None
    numerador: Decimal | None = None
    denominador: Decimal | None = None


def leer(escrito: Escrito, unidad: str) -> Medida:
    """La cifra en la unidad del producto.

    :raises ErrorDeRegistro: no es un número, es negativo o su escala es dudosa; dice cómo escribirlo.
    """
    if unidad == PORCENTAJE:
        return _porcentaje(escrito)
    for campo, crudo in (("numerador", escrito.numerador), ("denominador", escrito.denominador)):
        if not _vacio(crudo):
            raise ErrorDeRegistro(
                "Este producto se mide en número: no lleva numerador ni denominador. Deje la casilla vacía.",
                campo,
            )
    return Medida(_numero(escrito.valor, "valor"))


def _porcentaje(escrito: Escrito) -> Medida:
    numerador = _numero(escrito.numerador, "numerador")
    denominador = _numero(escrito.denominador, "denominador")
    if numerador is None and denominador is None:
        return Medida(_suelto(escrito.valor))
    if numerador is None or denominador is None:
        falta = "numerador" if numerador is None else "denominador"
        raise ErrorDeRegistro(f"Falta el {falta}. Escriba los dos, o ninguno.", falta)
    if denominador == 0:
        raise ErrorDeRegistro("El denominador es cero: no hay porcentaje. Revíselo.", "denominador")
    hallado = (numerador * 100 / denominador).quantize(_MILLONESIMA, ROUND_HALF_UP).normalize()
    _exigir_que_quepa(hallado, "numerador")
    _exigir_acuerdo(escrito.valor, hallado, f"{_escrito(numerador)} de {_escrito(denominador)}")
    return Medida(hallado, numerador, denominador)


def _suelto(crudo: Crudo) -> Decimal | None:
    """Un porcentaje sin sus partes: «65» o «65 %»; «1,6» puede ser 1,6 % o 160 %, y se pregunta."""
    valor = _numero(_sin_signo(crudo), "valor")
    if valor is None or valor == 0 or valor > DUDOSO or _con_signo(crudo):
        return valor
    raise ErrorDeRegistro(
        f"«{abreviar(crudo)}» puede ser {_escrito(valor)} % o {_escrito(valor * 100)} %. "
        f"Escríbalo con el signo: «{_escrito(valor)} %» o «{_escrito(valor * 100)} %».",
        "valor",
    )


def _exigir_acuerdo(crudo: Crudo, hallado: Decimal, partes: str) -> None:
    """Si además escribió el porcentaje, debe ser el de sus partes."""
    valor = _numero(_sin_signo(crudo), "valor")
    if valor is not None and abs(valor - hallado) > _TOLERANCIA:
        raise ErrorDeRegistro(
            f"Escribió {_escrito(valor)} % y {partes} es {escribir_decimal(hallado)} %. "
            "Corrija lo que no sea, o deje vacío el porcentaje: se calcula solo.",
            "valor",
        )


def _numero(crudo: Crudo, campo: str) -> Decimal | None:
    if _vacio(crudo):
        return None
    numero = leer_decimal(crudo, campo)
    if numero != round(numero, DECIMALES):
        raise ErrorDeRegistro(f"«{abreviar(crudo)}» tiene más de {DECIMALES} decimales. Redondéelo.", campo)
    _exigir_que_quepa(numero, campo)
    return numero


def _exigir_que_quepa(numero: Decimal, campo: str) -> None:
    if numero >= MAXIMO:
        raise ErrorDeRegistro(
            f"«{_escrito(numero)}» es más de lo que se puede guardar. Revise si sobran cifras.", campo
        )


def _vacio(crudo: Crudo) -> bool:
    return crudo is None or (isinstance(crudo, str) and not crudo.strip())


def _con_signo(crudo: Crudo) -> bool:
    return isinstance(crudo, str) and crudo.strip().endswith("%")


def _sin_signo(crudo: Crudo) -> Crudo:
    return crudo.strip().removesuffix("%").strip() if isinstance(crudo, str) else crudo


def _escrito(numero: Decimal) -> str:
    return escribir_decimal(numero.normalize(), None)
