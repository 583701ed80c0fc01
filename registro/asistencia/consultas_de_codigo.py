"""El código que rota en la pantalla de una sesión institucional, y el enlace que da a quien lo lee a tiempo.

Nunca para jornadas ni Casa de Todas: allí un registro hecho por una misma dejaría rastro en su teléfono.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from registro.actividades.base import Actividad
from registro.actividades.estados import ABIERTA
from registro.actividades.tipos import TIPOS
from registro.asistencia.consultas_institucionales import FichaDeSesion, sesion
from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.fechas import ahora
from registro.seguridad import rotativo
from registro.seguridad.enlaces import firmar_sesion

YA_CAMBIO = (
    "Ese código ya cambió, o no es de una sesión abierta. Lea el que está ahora en la pantalla. "
    "No se registró nada."
)
INSTITUCIONALES = tuple(clave for clave, tipo in TIPOS.items() if tipo.institucional)


@dataclass(frozen=True, slots=True)
class Rotacion:
    """Lo que necesita la pantalla para seguir sola: el secreto, cómo se llama y el código de ahora."""

    secreto: str
    sesion: str
    codigo: str
    momento: datetime


def rotacion(ficha: FichaDeSesion) -> Rotacion:
    """El código de ahora y con qué calcular los siguientes."""
    secreto, momento = rotativo.secreto_de(ficha.uuid), ahora()
    return Rotacion(
        secreto=en_base64(secreto),
        sesion=nombre_corto(ficha.uuid),
        codigo=rotativo.codigo_de(secreto, momento),
        momento=momento,
    )


def en_base64(secreto: bytes) -> str:
    """El secreto como lo lee la pantalla."""
    return base64.b64encode(secreto).decode()


def nombre_corto(uuid: str) -> str:
    """El identificador de la sesión en pocas letras: el QR sale menos denso."""
    return base64.urlsafe_b64encode(UUID(uuid).bytes).rstrip(b"=").decode()


def enlace_del_qr(corto: str, codigo: str) -> str:
    """El enlace firmado de la sesión que nombra el QR.

    :raises ErrorDeRegistro: el código ya cambió.
    """
    try:
        uuid = str(UUID(bytes=base64.urlsafe_b64decode(f"{corto}==")))
    except (binascii.Error, ValueError) as error:
        raise ErrorDeRegistro(YA_CAMBIO) from error
    if not rotativo.sirve(rotativo.secreto_de(uuid), codigo, ahora()):
        raise ErrorDeRegistro(YA_CAMBIO)
    return firmar_sesion(sesion(uuid).uuid)


def enlace_de_lo_escrito(codigo: str) -> str:
    """El enlace firmado de la sesión abierta que muestra ese código.

    :raises ErrorDeRegistro: ninguna lo muestra ahora.
    """
    abiertas = select(Actividad.uuid).where(Actividad.tipo.in_(INSTITUCIONALES), Actividad.estado == ABIERTA)
    momento = ahora()
    for uuid in db.session.scalars(abiertas):
        if rotativo.sirve(rotativo.secreto_de(str(uuid)), codigo, momento):
            return firmar_sesion(str(uuid))
    raise ErrorDeRegistro(YA_CAMBIO, "codigo")
