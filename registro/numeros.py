"""Números como se escriben en Colombia: punto para los miles y coma para los decimales.

La escala nunca se adivina: lo que puede leerse de dos maneras se devuelve con una frase.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

from registro.errores import ErrorDeRegistro
from registro.textos import abreviar

Crudo: TypeAlias = str | int | float | Decimal | None

_CIFRAS_MAXIMAS = 15  # las que una hoja de cálculo guarda sin perder ninguna
_LARGO_MAXIMO = 40
_CIFRAS_DE_UN_NATURAL = 9  # con más no cabe en un entero de la base
_CONTEXTO = Context(prec=60, rounding=ROUND_HALF_UP)
_A_LO_COLOMBIANO = str.maketrans(",.", ".,")
_MILES_CON_PUNTO = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
_MILES_CON_ESPACIO = re.compile(r"[1-9][0-9]{0,2}( [0-9]{3})+")
_MILES_Y_COMA = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+")
_UN_SIGNO = re.compile(r"([0-9]+)[.,]([0-9]+)")
_DUDOSO = re.compile(r"([1-9][0-9]{0,2})[.,]([0-9]{3})")


def leer_entero(valor: Crudo, campo: str | None = None, *, con_signo: bool = False) -> int:
    """Un número entero; «1.300» son mil trescientos."""
    if isinstance(valor, str) and _MILES_CON_PUNTO.fullmatch(_sin_signo(valor)):
        sin_miles = _normalizar(valor).replace(".", "")
        numero = leer_decimal(sin_miles, campo, con_signo=con_signo)
    else:
        numero = leer_decimal(valor, campo, con_signo=con_signo)
    if numero != numero.to_integral_value():
        raise ErrorDeRegistro(
            f"«{abreviar(valor)}» tiene decimales y aquí va un número entero. Corríjalo.", campo
        )
    return int(numero)


def leer_decimal(valor: Crudo, campo: str | None = None, *, con_signo: bool = False) -> Decimal:
    """Un número exacto, escrito con coma o con punto decimal."""
    if valor is None or (isinstance(valor, str) and not valor.strip()):
        raise ErrorDeRegistro("Falta el número. Si fue cero, escriba 0.", campo)
    if isinstance(valor, bool):
        raise _no_es_numero(valor, campo)
    if isinstance(valor, float):
        return _comprobar(f"{valor:.15g}", campo, con_signo=con_signo)
    if isinstance(valor, str):
        return _comprobar(_leer_texto(valor, campo), campo, con_signo=con_signo)
    return _comprobar(valor, campo, con_signo=con_signo)


def _leer_texto(texto: str, campo: str | None) -> str:
    """El mismo número con punto decimal y sin miles."""
    limpio, sin_signo = _normalizar(texto), _sin_signo(texto)
    if len(sin_signo) > _LARGO_MAXIMO:
        raise _no_es_numero(texto, campo)
    if dudoso := _DUDOSO.fullmatch(sin_signo):
        miles, decimal = "".join(dudoso.groups()), f"{dudoso[1]},{dudoso[2].rstrip('0') or '0'}"
        raise ErrorDeRegistro(
            f"«{texto.strip()}» puede leerse de dos maneras. Escriba {miles} si son miles, "
            f"o {decimal} si es un decimal.",
            campo,
        )
    if sin_signo.isdecimal() or _UN_SIGNO.fullmatch(sin_signo):
        return limpio.replace(",", ".")
    if _MILES_CON_PUNTO.fullmatch(sin_signo) or _MILES_Y_COMA.fullmatch(sin_signo):
        return limpio.replace(".", "").replace(",", ".")
    if _MILES_CON_ESPACIO.fullmatch(sin_signo):
        return limpio.replace(" ", "")
    raise _no_es_numero(texto, campo)


def _comprobar(valor: str | int | Decimal, campo: str | None, *, con_signo: bool) -> Decimal:
    numero = _CONTEXTO.create_decimal(valor)
    if not numero.is_finite():
        raise _no_es_numero(numero, campo)
    if numero < 0 and not con_signo:
        raise ErrorDeRegistro(
            f"«{abreviar(numero)}» es menor que cero y aquí no puede serlo. Corríjalo.", campo
        )
    enteras, decimales = numero.adjusted() + 1, -int(numero.as_tuple().exponent)
    if max(enteras, decimales) > _CIFRAS_MAXIMAS:
        raise ErrorDeRegistro(
            f"«{abreviar(numero)}» tiene más cifras de las que se pueden guardar. Revíselo.", campo
        )
    return numero or Decimal(0)


def _normalizar(texto: str) -> str:
    """Sin espacios en los bordes, con un solo tipo de espacio y de menos."""
    return " ".join(texto.replace("\N{MINUS SIGN}", "-").split())


def _sin_signo(texto: str) -> str:
    limpio = _normalizar(texto)
    cuerpo = limpio[1:] if limpio[:1] in {"+", "-"} else limpio
    return cuerpo if cuerpo.isascii() else ""


def _no_es_numero(valor: object, campo: str | None) -> ErrorDeRegistro:
    return ErrorDeRegistro(
        f"«{abreviar(valor)}» no es un número. Si fue cero, escriba 0; si no se sabe, deje la casilla vacía.",
        campo,
    )


def escribir(numero: int) -> str:
    """1300231 → «1.300.231»."""
    return f"{numero:,}".replace(",", ".")


def redondear(numero: Decimal, cifras: int = 1) -> Decimal:
    """La mitad sube, como en todo lo que se escribe: -31.25 → -31.3."""
    return numero.quantize(Decimal((0, (1,), -cifras)), context=_CONTEXTO)


def escribir_decimal(numero: Decimal | int, cifras: int | None = 1) -> str:
    """67.94 → «67,9»; sin número de cifras se escriben las que tiene."""
    exacto = Decimal(numero)
    if cifras is not None:
        exacto = redondear(exacto, cifras)
    escrito = f"{exacto or abs(exacto):,f}"
    return escrito.translate(_A_LO_COLOMBIANO)


def escribir_porcentaje(numero: Decimal | int, cifras: int = 1) -> str:
    """67.94 → «67,9 %», con un espacio que no se parte."""
    return f"{escribir_decimal(numero, cifras)}\N{NO-BREAK SPACE}%"


def leer_natural(escrito: object) -> int | None:
    """El número que trae una casilla oculta o una lista; nada si no es uno que quepa en la base."""
    texto = str(escrito)
    cabe = texto.isascii() and texto.isdecimal() and len(texto) <= _CIFRAS_DE_UN_NATURAL
    return int(texto) if cabe else None
