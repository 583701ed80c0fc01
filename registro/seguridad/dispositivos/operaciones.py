"""Invitar, inscribir y revocar tabletas. El contacto se anota con cada lote que entregan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.dispositivos import senas
from registro.seguridad.dispositivos.modelo import Dispositivo, Invitacion
from registro.seguridad.permisos import Actor
from registro.textos import limpiar

VIGENCIA_DE_INVITACION = timedelta(minutes=10)
LARGO_DE_NOMBRE = 120


@dataclass(frozen=True, slots=True)
class Invitada:
    """El código, que sólo se ve una vez, y hasta cuándo sirve."""

    codigo: str
    vence: datetime


@dataclass(frozen=True, slots=True)
class Inscrita:
    """La tableta ya inscrita y su token, que sólo se entrega una vez."""

    dispositivo: int
    token: str


def invitar(actor: Actor, nombre: str) -> Invitada:
    """Un código de un solo uso para inscribir una tableta.

    :raises ErrorDeRegistro: falta el nombre.
    """
    nombre = limpiar(nombre, LARGO_DE_NOMBRE, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba cómo se llamará la tableta. No se invitó ninguna.", "nombre")
    codigo = senas.codigo_nuevo()
    with transaccion() as sesion:
        invitacion = Invitacion(
            nombre=nombre,
            codigo_huella=senas.huella_de_codigo(codigo),
            creada_por=actor.nombre,
            vence=ahora_utc() + VIGENCIA_DE_INVITACION,
        )
        sesion.add(invitacion)
        sesion.flush()
        anotar(actor, "dispositivo.invitar", f"invitacion:{invitacion.id}", {"nombre": nombre})
        return Invitada(codigo, invitacion.vence)


def inscribir(codigo: str, nombre: str = "", llave: str | None = None) -> Inscrita:
    """Gasta la invitación y entrega el token; sin ``nombre`` la tableta se llama como la invitaron.

    :raises ErrorDeRegistro: la invitación no existe, venció o ya se usó, o la llave no sirve.
    """
    nombre = limpiar(nombre, LARGO_DE_NOMBRE, "nombre")
    llave = senas.leer_llave(llave) if llave else None
    token = senas.token_nuevo()
    with transaccion() as sesion:
        huella, ahora = senas.huella_de_codigo(codigo), ahora_utc()
        invitacion = sesion.scalar(
            select(Invitacion).where(Invitacion.codigo_huella == huella).with_for_update()
        )
        if invitacion is None or invitacion.usada_en is not None or invitacion.vence < ahora:
            raise ErrorDeRegistro(
                "Esta invitación no existe, ya se usó o venció a los diez minutos. Pida otra a "
                "administración. La tableta no se inscribió.",
                "codigo",
            )
        nueva = Dispositivo(
            nombre=nombre or invitacion.nombre,
            token_huella=senas.huella_de_token(token),
            llave=llave,
            inscrito_en=ahora,
            ultimo_contacto=ahora,
        )
        sesion.add(nueva)
        sesion.flush()
        invitacion.usada_en, invitacion.dispositivo_id = ahora, nueva.id
        quien = Actor(None, nueva.nombre, origen=f"tableta {nueva.id}")
        anotar(quien, "dispositivo.inscribir", f"dispositivo:{nueva.id}", {"con_llave": llave is not None})
        return Inscrita(nueva.id, token)


def revocar(actor: Actor, dispositivo_id: int, motivo: str) -> None:
    """La tableta ya no recibe nada; puede entregar lo que guardaba y después se borra sola.

    :raises ErrorDeRegistro: falta el motivo, o la tableta no existe o ya estaba revocada.
    """
    motivo = limpiar(motivo, 500, "motivo")
    if not motivo:
        raise ErrorDeRegistro("Escriba por qué se revoca: queda en la bitácora. No se cambió nada.", "motivo")
    with transaccion() as sesion:
        tableta = sesion.get(Dispositivo, dispositivo_id, with_for_update=True)
        if tableta is None or tableta.revocado_en is not None:
            raise NoEncontrado("Esa tableta no existe o ya estaba revocada. No se cambió nada.")
        tableta.revocado_en, tableta.revocado_por, tableta.motivo = ahora_utc(), actor.nombre, motivo
        anotar(actor, "dispositivo.revocar", f"dispositivo:{tableta.id}", {"motivo": motivo})
