"""Qué tabletas hay, y cuál es la que llama."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, select

from registro.errores import ErrorDeRegistro
from registro.extensiones import db, tabla_de
from registro.seguridad.dispositivos.modelo import Dispositivo
from registro.seguridad.dispositivos.senas import firma_correcta, huella_de_token
from registro.seguridad.permisos import CAMPO, Actor


class NoEsDispositivo(ErrorDeRegistro):
    """Quien llama no es una tableta que pueda pedir eso; ``motivo`` se lo dice al programa."""

    estado: ClassVar[int] = 401

    def __init__(self, motivo: str, mensaje: str) -> None:
        super().__init__(mensaje)
        self.motivo = motivo


@dataclass(frozen=True, slots=True)
class FichaDeDispositivo:
    """Una tableta inscrita."""

    id: int
    nombre: str
    llave: str | None
    inscrito_en: datetime
    ultimo_contacto: datetime
    pendientes: int | None
    version: str
    desfase_s: int | None
    revocado_en: datetime | None

    @property
    def revocado(self) -> bool:
        """Ya no se le entrega nada; todavía se le recibe."""
        return self.revocado_en is not None


@dataclass(frozen=True, slots=True)
class Conocido:
    """Quién llama: lo que nunca cambia de una tableta, y por eso se recuerda en vez de preguntarse."""

    id: int
    nombre: str
    llave: str | None

    def como_actor(self) -> Actor:
        """Quien firma lo que esta tableta manda."""
        return Actor(None, self.nombre, frozenset({CAMPO}), f"tableta {self.id}")


_TABLA = tabla_de(Dispositivo).c
_COLUMNAS = (
    *(_TABLA.id, _TABLA.nombre, _TABLA.llave, _TABLA.inscrito_en, _TABLA.ultimo_contacto),
    *(_TABLA.pendientes, _TABLA.version, _TABLA.desfase_s, _TABLA.revocado_en),
)
_POR_TOKEN = select(_TABLA.id, _TABLA.nombre, _TABLA.llave).where(_TABLA.token_huella == bindparam("huella"))
_POR_ID = select(_TABLA.id, _TABLA.nombre, _TABLA.llave).where(_TABLA.id == bindparam("id"))
_CONOCIDOS: WeakKeyDictionary[Engine, dict[str, Conocido]] = WeakKeyDictionary()


def reconocer(token: str, firma: str, mensaje: bytes) -> Conocido:
    """La tableta de ese token; si registró una llave, ``firma`` debe ser la de ``mensaje``.

    :raises NoEsDispositivo: nadie tiene ese token, o falta la firma o no es la suya.
    """
    conocidos = _CONOCIDOS.setdefault(db.engine, {})
    huella = huella_de_token(token)
    if huella not in conocidos:
        fila = db.session.execute(_POR_TOKEN, {"huella": huella}).first()
        if fila is None:
            raise NoEsDispositivo(
                "sin_inscribir", "Esta tableta no está inscrita. Pida una invitación a administración."
            )
        conocidos[huella] = Conocido(*fila)
    conocido = conocidos[huella]
    if conocido.llave is not None and not firma_correcta(conocido.llave, firma, mensaje):
        raise NoEsDispositivo(
            "firma", "La firma no corresponde a esta tableta. No se guardó nada: inscríbala otra vez."
        )
    return conocido


def conocido(dispositivo: str) -> Conocido | None:
    """La tableta que tiene ese identificador escrito, si está aquí."""
    if not dispositivo.isdecimal():
        return None
    fila = db.session.execute(_POR_ID, {"id": int(dispositivo)}).first()
    return None if fila is None else Conocido(*fila)


def esta_revocado(dispositivo_id: int) -> bool:
    """Si ya no se le entrega nada; todavía se le recibe."""
    orden = select(_TABLA.revocado_en).where(_TABLA.id == dispositivo_id)
    return db.session.scalar(orden) is not None


def dispositivos() -> list[FichaDeDispositivo]:
    """Todas: primero las que sirven, y de ellas la que dio señales hace menos."""
    orden = (_TABLA.revocado_en.is_not(None), _TABLA.ultimo_contacto.desc())
    return [FichaDeDispositivo(*fila) for fila in db.session.execute(select(*_COLUMNAS).order_by(*orden))]
