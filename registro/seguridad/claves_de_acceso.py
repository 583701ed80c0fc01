"""Contraseñas: argon2id para guardarlas y una regla corta y clara para aceptarlas."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, ClassVar

from registro.errores import ErrorDeRegistro

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LARGO_MINIMO = 12
LARGO_MAXIMO = 200
DEMASIADO_COMUNES = frozenset(
    {"contraseña123", "123456789012", "registro1234", "bogota123456", "qwertyuiop12"}
)
SILABAS = (
    "ba be bo ca co da de di do fa fe fi ga go la le li lo ma me mi mo "
    "na ne no pa pe pi po ra re ri sa se so ta te ti to va ve vi"
)

# Cada huella ocupa 64 MB y un núcleo: quien pida entrar mil veces a la vez no deja sin memoria al servidor,
# ni sin quien atienda a las demás.
AL_TIEMPO, EN_FILA = 2, 8
_haciendo, _fila = BoundedSemaphore(AL_TIEMPO), BoundedSemaphore(AL_TIEMPO + EN_FILA)


class MuchaGente(ErrorDeRegistro):
    """Hay demasiadas contraseñas por comprobar."""

    estado: ClassVar[int] = 429

    def __init__(self) -> None:
        super().__init__(
            "Hay muchas personas entrando a la vez. Espere unos segundos y vuelva a intentarlo. "
            "No se cambió nada."
        )


@contextmanager
def _turno() -> Iterator[None]:
    """Espera su turno.

    :raises MuchaGente: la fila está llena.
    """
    if not _fila.acquire(blocking=False):
        raise MuchaGente
    try:
        with _haciendo:
            yield
    finally:
        _fila.release()


@cache
def _argon() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _de_relleno() -> str:
    return _argon().hash(secrets.token_hex(16))


def cifrar_clave(clave: str) -> str:
    """Huella argon2id de ``clave``.

    :raises MuchaGente: hay demasiadas por comprobar.
    """
    with _turno():
        return _argon().hash(clave)


def clave_correcta(guardada: str | None, clave: str) -> bool:
    """Compara; sin usuaria (``None``) compara contra un señuelo para tardar lo mismo.

    :raises MuchaGente: hay demasiadas por comprobar.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        with _turno():
            return _argon().verify(guardada or _de_relleno(), clave) and guardada is not None
    except (VerificationError, InvalidHashError):
        return False


def revisar_clave(clave: str, usuario: str) -> str:
    """Devuelve ``clave`` si se acepta.

    :raises ErrorDeRegistro: corta, demasiado larga, común o igual al nombre de usuario.
    """
    if not LARGO_MINIMO <= len(clave) <= LARGO_MAXIMO:
        raise ErrorDeRegistro(
            f"La contraseña debe tener {LARGO_MINIMO} caracteres o más. Una frase sirve.", "nueva"
        )
    if clave.lower() in DEMASIADO_COMUNES or usuario.lower() in clave.lower():
        raise ErrorDeRegistro("Esa contraseña es fácil de adivinar. Escriba otra; una frase sirve.", "nueva")
    return clave


def clave_nueva() -> str:
    """Contraseña provisional que se puede dictar por teléfono: «rine-cofa-tesa-1904»."""
    silabas = SILABAS.split()
    palabras = ["".join(secrets.choice(silabas) for _ in range(2)) for _ in range(4)]
    return "-".join([*palabras, f"{secrets.randbelow(10_000):04d}"])
