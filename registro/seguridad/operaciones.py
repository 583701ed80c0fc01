"""Entrar, crear usuarias, cambiar claves y roles. Cada operación: una transacción y su línea de bitácora."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, db, transaccion
from registro.fechas import hora
from registro.seguridad import claves_de_acceso
from registro.seguridad.bitacora import anotar
from registro.seguridad.consultas import FichaDeUsuaria, ficha
from registro.seguridad.modelo import RolDeUsuaria, Usuaria
from registro.seguridad.permisos import ROLES, Actor
from registro.textos import limpiar

FALLOS_SIN_ESPERA = 5
ESPERA_INICIAL = timedelta(minutes=1)
ESPERA_MAXIMA = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entrada:
    """Resultado de intentar entrar: la ficha, o la frase que explica por qué no."""

    usuaria: FichaDeUsuaria | None
    motivo: str = ""


def autenticar(usuario: str, clave: str) -> Entrada:
    """Comprueba nombre y contraseña; tarda lo mismo exista o no la usuaria, y espera más tras cada fallo.

    La comprobación (lenta a propósito) va antes de la transacción: nadie hace cola por ella.
    """
    usuario = usuario.strip().lower()
    guardada = db.session.scalar(select(Usuaria.clave_cifrada).where(Usuaria.usuario == usuario))
    correcta = claves_de_acceso.clave_correcta(guardada, clave)
    with transaccion() as sesion:
        usuaria = sesion.scalar(select(Usuaria).where(Usuaria.usuario == usuario).with_for_update())
        actor = Actor(usuaria.id if usuaria else None, usuaria.nombre if usuaria else "desconocida")
        ahora = ahora_utc()
        if usuaria and usuaria.bloqueada_hasta and usuaria.bloqueada_hasta > ahora:
            anotar(actor, "ingreso.bloqueado", "ingreso")
            return Entrada(
                None,
                f"Hubo varios intentos fallidos. Vuelva a intentarlo a las {hora(usuaria.bloqueada_hasta)}.",
            )
        if usuaria is None or not correcta or not usuaria.activa:
            if usuaria:
                _contar_fallo(usuaria, ahora)
            anotar(actor, "ingreso.fallido", "ingreso")
            return Entrada(
                None, "El usuario o la contraseña no coinciden. Revise mayúsculas y vuelva a intentarlo."
            )
        usuaria.fallos, usuaria.bloqueada_hasta = 0, None
        anotar(actor, "ingreso.correcto", f"usuaria:{usuaria.id}")
        return Entrada(ficha(usuaria))


def _contar_fallo(usuaria: Usuaria, ahora: datetime) -> None:
    usuaria.fallos += 1
    if usuaria.fallos >= FALLOS_SIN_ESPERA:
        espera = ESPERA_INICIAL * 2 ** min(usuaria.fallos - FALLOS_SIN_ESPERA, 10)
        usuaria.bloqueada_hasta = ahora + min(espera, ESPERA_MAXIMA)


def crear_usuaria(
    actor: Actor, usuario: str, nombre: str, roles: list[str], clave: str | None = None
) -> tuple[int, str]:
    """Crea una usuaria y devuelve (id, contraseña). Sin ``clave`` se inventa una provisional.

    :raises ErrorDeRegistro: nombre de usuario vacío, repetido o mal formado, o un rol que no existe.
    """
    usuario = limpiar(usuario, 60, "usuario").lower()
    if not usuario or not usuario.replace(".", "").replace("-", "").isalnum() or not usuario.isascii():
        raise ErrorDeRegistro(
            "El usuario lleva sólo letras sin tilde, números, punto y guion. No se creó.", "usuario"
        )
    nombre = limpiar(nombre, 120, "nombre")
    if not nombre:
        raise ErrorDeRegistro("Escriba el nombre con que la conocerá el equipo. No se creó.", "nombre")
    provisional = clave is None
    clave = clave or claves_de_acceso.clave_nueva()
    if not provisional:
        claves_de_acceso.revisar_clave(clave, usuario)
    cifrada = claves_de_acceso.cifrar_clave(clave)
    with transaccion() as sesion:
        if sesion.scalar(select(Usuaria.id).where(Usuaria.usuario == usuario)):
            raise EnConflicto(f"Ya hay una usuaria «{usuario}». Escriba otro nombre de usuario.", "usuario")
        usuaria = Usuaria(
            usuario=usuario,
            nombre=nombre,
            clave_cifrada=cifrada,
            sello=secrets.token_hex(16),
            clave_provisional=provisional,
            creada_en=ahora_utc(),
            roles=_roles(roles),
        )
        sesion.add(usuaria)
        sesion.flush()
        anotar(actor, "usuaria.crear", f"usuaria:{usuaria.id}", {"roles": sorted(set(roles))})
        return usuaria.id, clave


def cambiar_roles(actor: Actor, usuaria_id: int, nombre: str, roles: list[str]) -> None:
    """Cambia nombre y roles; sus sesiones abiertas se cierran."""
    with transaccion() as sesion:
        usuaria = _buscar(sesion, usuaria_id)
        usuaria.nombre = limpiar(nombre, 120, "nombre") or usuaria.nombre
        usuaria.roles = _roles(roles)
        usuaria.sello = secrets.token_hex(16)
        anotar(actor, "usuaria.roles", f"usuaria:{usuaria.id}", {"roles": sorted(set(roles))})


def cambiar_clave_propia(actor: Actor, actual: str, nueva: str) -> FichaDeUsuaria:
    """La usuaria cambia su contraseña; las otras sesiones suyas se cierran.

    :raises ErrorDeRegistro: la actual no coincide, o la nueva no se acepta.
    """
    propia = _buscar(db.session(), actor.usuaria_id or 0)
    if not claves_de_acceso.clave_correcta(propia.clave_cifrada, actual):
        raise ErrorDeRegistro("La contraseña actual no coincide. No se cambió nada.", "actual")
    cifrada = claves_de_acceso.cifrar_clave(claves_de_acceso.revisar_clave(nueva, propia.usuario))
    with transaccion() as sesion:
        usuaria = _buscar(sesion, actor.usuaria_id or 0)
        usuaria.clave_cifrada = cifrada
        usuaria.sello, usuaria.clave_provisional = secrets.token_hex(16), False
        anotar(actor, "usuaria.clave", f"usuaria:{usuaria.id}")
        return ficha(usuaria)


def restablecer_clave(actor: Actor, usuaria_id: int) -> str:
    """Pone una contraseña provisional, que se muestra una sola vez, y cierra las sesiones abiertas."""
    nueva = claves_de_acceso.clave_nueva()
    cifrada = claves_de_acceso.cifrar_clave(nueva)
    with transaccion() as sesion:
        usuaria = _buscar(sesion, usuaria_id)
        usuaria.clave_cifrada = cifrada
        usuaria.sello, usuaria.clave_provisional = secrets.token_hex(16), True
        usuaria.fallos, usuaria.bloqueada_hasta = 0, None
        anotar(actor, "usuaria.restablecer", f"usuaria:{usuaria.id}")
    return nueva


def activar_usuaria(actor: Actor, usuaria_id: int, *, activa: bool) -> None:
    """Activa o desactiva; una desactivada no entra y sus sesiones se cierran.

    :raises EnConflicto: quiso desactivarse a sí misma.
    """
    if usuaria_id == actor.usuaria_id and not activa:
        raise EnConflicto(
            "No puede desactivarse usted misma: pídalo a otra administradora. No se cambió nada."
        )
    with transaccion() as sesion:
        usuaria = _buscar(sesion, usuaria_id)
        usuaria.activa = activa
        usuaria.sello = secrets.token_hex(16)
        anotar(actor, "usuaria.activar" if activa else "usuaria.desactivar", f"usuaria:{usuaria.id}")


def _roles(roles: list[str]) -> list[RolDeUsuaria]:
    if not roles or not set(roles) <= ROLES.keys():
        raise ErrorDeRegistro("Elija por lo menos un rol de la lista. No se guardó.", "roles")
    return [RolDeUsuaria(rol=rol) for rol in sorted(set(roles))]


def _buscar(sesion: Session, usuaria_id: int) -> Usuaria:
    usuaria = sesion.get(Usuaria, usuaria_id)
    if usuaria is None:
        raise NoEncontrado("Esa usuaria no existe. No se cambió nada.")
    return usuaria
