"""El código de una tarjeta: azar, dos caracteres de control y nada que diga de quién es.

Son 15 caracteres al azar (75 bits) de un alfabeto de 32 sin letras que se confundan. El prefijo y el azar
llevan dos caracteres de control de un código lineal sobre GF(32) con distancia 3: cualquier cambio de uno
o dos caracteres, y por eso cualquier par intercambiado, se nota.
"""

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from string import ascii_lowercase, ascii_uppercase

from registro.errores import ErrorDeRegistro

TARJETA = "R1"
DELEGADA = "D1"

_ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALOR = {letra: valor for valor, letra in enumerate(_ALFABETO)}
_BITS = 5
_AZAR = 15
_GRUPO = 5
_LARGO = len(TARJETA) + _AZAR + 2
_POLINOMIO = 0b100101  # x⁵ + x² + 1, primitivo: las potencias de x no se repiten hasta la 31
_POR_X = tuple(valor << 1 ^ _POLINOMIO * (valor >> _BITS - 1) for valor in range(len(_ALFABETO)))
_SEPARADORES = re.compile(r"[\s\-\u2010-\u2015\u2212_.'/]+")  # un lector mal configurado escribe ' por -
_LLANO = str.maketrans(ascii_lowercase + "OIL", ascii_uppercase + "011") | str.maketrans("oil", "011")

_CLASES = {TARJETA: "una tarjeta", DELEGADA: "una delegada o un delegado"}
_IMPRESO = {
    prefijo: re.compile(f"{prefijo}(-[{_ALFABETO}]{{{_GRUPO}}}){{3}}-[{_ALFABETO}]{{2}}")
    for prefijo in _CLASES
}


class Motivo(StrEnum):
    """Por qué un código no se pudo leer."""

    TRUNCADO = "truncado"
    AJENO = "de otro sistema"
    CONTROL = "los dígitos de control no coinciden"


class CodigoIlegible(ErrorDeRegistro):
    """Lo leído no es un código del registro, o llegó dañado. El mensaje nunca repite lo leído."""

    def __init__(self, motivo: Motivo, mensaje: str, campo: str | None = None) -> None:
        super().__init__(mensaje, campo)
        self.motivo = motivo


def generar_codigo(aleatorio: Callable[[int], int], prefijo: str = TARJETA) -> str:
    """Un código nuevo; `aleatorio(75)` da los bits, como `secrets.randbits`."""
    bits = aleatorio(_AZAR * _BITS)
    azar = "".join(_ALFABETO[(bits >> (_BITS * lugar)) % len(_ALFABETO)] for lugar in range(_AZAR))
    return _agrupar(prefijo + azar + _control(prefijo + azar))


def leer_codigo(texto: str, prefijo: str = TARJETA, campo: str | None = None) -> str:
    """El código tal como se imprime, aunque se haya escrito en minúscula, con espacios o sin guiones."""
    if _IMPRESO[prefijo].fullmatch(texto) and _sindrome(texto.replace("-", "")) == (0, 0):
        return texto  # así llega lo que lee una cámara
    junto = _SEPARADORES.sub("", texto).translate(_LLANO)
    if not junto:
        raise CodigoIlegible(Motivo.TRUNCADO, "No se leyó ningún código. Léalo otra vez.", campo)
    _comprobar_clase(junto, prefijo, campo)
    if len(junto) < _LARGO:
        raise CodigoIlegible(
            Motivo.TRUNCADO,
            f"El código está incompleto: llegaron {len(junto)} de sus {_LARGO} caracteres. "
            "Léalo otra vez o escríbalo completo.",
            campo,
        )
    if any(letra not in _VALOR for letra in junto) or _sindrome(junto) != (0, 0):
        raise CodigoIlegible(
            Motivo.CONTROL,
            "Los dígitos de control no coinciden: algún carácter se leyó o se escribió mal. "
            "Léalo otra vez o compárelo con lo impreso.",
            campo,
        )
    return _agrupar(junto)


def _comprobar_clase(junto: str, prefijo: str, campo: str | None) -> None:
    """Lo que no es del registro, o es de otra clase, se dice antes de mirar los controles."""
    esperado = _CLASES[prefijo]
    for otro, clase in _CLASES.items():
        if otro != prefijo and junto.startswith(otro) and len(junto) == _LARGO:
            mensaje = f"Este código es de {clase} y aquí se lee el de {esperado}. Busque el que corresponde."
            raise CodigoIlegible(Motivo.AJENO, mensaje, campo)
    if not prefijo.startswith(junto[: len(prefijo)]):
        mensaje = f"Este código es de otro sistema, no de {esperado}. Revise qué se leyó."
        raise CodigoIlegible(Motivo.AJENO, mensaje, campo)
    if len(junto) > _LARGO:
        mensaje = f"El código es más largo que el de {esperado}. Si se leyeron dos seguidos, lea uno solo."
        raise CodigoIlegible(Motivo.AJENO, mensaje, campo)


def _sindrome(simbolos: Iterable[str]) -> tuple[int, int]:
    """La suma de los símbolos y su suma ponderada por potencias de x; un código sano da (0, 0)."""
    suma = ponderada = 0
    for simbolo in simbolos:
        valor = _VALOR[simbolo]
        suma ^= valor
        ponderada = _POR_X[ponderada] ^ valor
    return suma, ponderada


def _control(cuerpo: str) -> str:
    """Los dos únicos símbolos que, puestos al final, anulan las dos sumas."""
    suma, _ = _sindrome(cuerpo)
    pares = (_ALFABETO[primero] + _ALFABETO[primero ^ suma] for primero in range(len(_ALFABETO)))
    return next(par for par in pares if _sindrome(cuerpo + par) == (0, 0))


def _agrupar(junto: str) -> str:
    """R1-XXXXX-XXXXX-XXXXX-CC: se dicta y se escribe por grupos."""
    inicio = len(TARJETA)
    grupos = (junto[lugar : lugar + _GRUPO] for lugar in range(inicio, len(junto), _GRUPO))
    return "-".join((junto[:inicio], *grupos))
