"""Los tokens de cada quien y de quién es el que trae una petición."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from sqlalchemy import select

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc, db
from registro.seguridad.cifrado import huella
from registro.seguridad.consultas import usuaria_por_id
from registro.seguridad.permisos import Actor
from registro.seguridad.tokens.modelo import TokenDeLectura

SIRVE_PARA = "token-de-lectura:"  # separa su huella de las demás


class NoEsLector(ErrorDeRegistro):
    """El token falta, no existe, venció, se revocó, o su dueña ya no entra."""

    estado: ClassVar[int] = 401


@dataclass(frozen=True, slots=True)
class FichaDeToken:
    """Un token, sin su texto."""

    id: int
    nombre: str
    creado_en: datetime
    vence: datetime
    ultimo_uso: datetime | None

    @property
    def vencido(self) -> bool:
        """Si ya no sirve."""
        return self.vence <= ahora_utc()


@dataclass(frozen=True, slots=True)
class Lector:
    """De quién es el token, y si hay que anotar que se usó."""

    token_id: int
    nombre: str
    actor: Actor
    ultimo_uso: datetime | None


def huella_de(token: str) -> str:
    """Lo que se guarda de un token."""
    return huella(f"{SIRVE_PARA}{token}")


def propios(actor: Actor) -> list[FichaDeToken]:
    """Los que no ha revocado, el más nuevo primero."""
    orden = select(TokenDeLectura).where(
        TokenDeLectura.usuaria_id == actor.usuaria_id, TokenDeLectura.revocado_en.is_(None)
    )
    return [
        FichaDeToken(uno.id, uno.nombre, uno.creado_en, uno.vence, uno.ultimo_uso)
        for uno in db.session.scalars(orden.order_by(TokenDeLectura.id.desc()))
    ]


def reconocer(token: str) -> Lector:
    """Quien lo creó, si todavía puede entrar.

    :raises NoEsLector: no sirve.
    """
    fila = db.session.scalar(select(TokenDeLectura).where(TokenDeLectura.huella == huella_de(token)))
    if fila is None or fila.revocado_en is not None or fila.vence <= ahora_utc():
        raise NoEsLector("Ese token no existe, venció o se revocó. Cree otro en «Su cuenta».")
    usuaria = usuaria_por_id(fila.usuaria_id)
    if usuaria is None or not usuaria.activa:
        raise NoEsLector("La usuaria de ese token ya no entra al registro.")
    return Lector(fila.id, fila.nombre, replace(usuaria.como_actor(), origen="token"), fila.ultimo_uso)
