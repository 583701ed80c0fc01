"""Qué tabletas hay, y cuál es la que llama."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select

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

    def como_actor(self) -> Actor:
        """Quien firma lo que esta tableta manda."""
        return Actor(None, self.nombre, frozenset({CAMPO}), f"tableta {self.id}")


_TABLA = tabla_de(Dispositivo).c
_COLUMNAS = (
    *(_TABLA.id, _TABLA.nombre, _TABLA.llave, _TABLA.inscrito_en, _TABLA.ultimo_contacto),
    *(_TABLA.pendientes, _TABLA.version, _TABLA.desfase_s, _TABLA.revocado_en),
)


def reconocer(token: str, firma: str, mensaje: bytes) -> FichaDeDispositivo:
    """La tableta de ese token; si registró una llave, ``firma`` debe ser la de ``mensaje``.

    :raises NoEsDispositivo: nadie tiene ese token, o falta la firma o no es la suya.
    """
    fila: Any = db.session.execute(
        select(*_COLUMNAS).where(_TABLA.token_huella == huella_de_token(token))
    ).first()
    if fila is None:
        raise NoEsDispositivo(
            "sin_inscribir", "Esta tableta no está inscrita. Pida una invitación a administración."
        )
    ficha = FichaDeDispositivo(*fila)
    if ficha.llave is not None and not firma_correcta(ficha.llave, firma, mensaje):
        raise NoEsDispositivo(
            "firma", "La firma no corresponde a esta tableta. No se guardó nada: inscríbala otra vez."
        )
    return ficha


def dispositivos() -> list[FichaDeDispositivo]:
    """Todas: primero las que sirven, y de ellas la que dio señales hace menos."""
    orden = (_TABLA.revocado_en.is_not(None), _TABLA.ultimo_contacto.desc())
    return [
        FichaDeDispositivo(*fila) for fila in db.session.execute(select(*_COLUMNAS).order_by(*orden)).all()
    ]
