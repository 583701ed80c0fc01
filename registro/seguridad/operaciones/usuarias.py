"""Crear usuarias, cambiar sus roles, darles una contraseña provisional, desactivarlas."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad import claves_de_acceso, esperas, sesiones
from registro.seguridad.bitacora import anotar
from registro.seguridad.modelo import RolDeUsuaria, Usuaria
from registro.seguridad.permisos import ENLACE, ROLES, Actor
from registro.textos import limpiar


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
            clave_provisional=provisional,
            creada_en=ahora_utc(),
            roles=_roles(roles),
        )
        sesion.add(usuaria)
        sesion.flush()
        anotar(actor, "usuaria.crear", f"usuaria:{usuaria.id}", {"roles": sorted(set(roles))})
        return usuaria.id, clave


def cambiar_roles(actor: Actor, usuaria_id: int, nombre: str, roles: list[str]) -> None:
    """Cambia nombre y roles; sus sesiones abiertas se cierran.

    Nadie se abre sola lo que no le toca, ni se deja por fuera.

    :raises EnConflicto: quiso cambiar sus propios roles.
    """
    with transaccion() as sesion:
        usuaria = buscar(sesion, usuaria_id)
        if usuaria_id == actor.usuaria_id and set(roles) != {asignado.rol for asignado in usuaria.roles}:
            raise EnConflicto("Sus propios roles los cambia otra administradora. No se cambió nada.", "roles")
        usuaria.nombre = limpiar(nombre, 120, "nombre") or usuaria.nombre
        usuaria.roles = _roles(roles)
        sesiones.cerrar_todas(sesion, usuaria.id)
        anotar(actor, "usuaria.roles", f"usuaria:{usuaria.id}", {"roles": sorted(set(roles))})


def poner_sector(actor: Actor, usuaria_id: int, sector_id: int | None) -> None:
    """El sector cuyos reportes escribe; sus sesiones abiertas se cierran si cambia.

    :raises ErrorDeRegistro: es enlace y se quedaría sin sector.
    """
    with transaccion() as sesion:
        usuaria = buscar(sesion, usuaria_id)
        if sector_id is None and any(asignado.rol == ENLACE for asignado in usuaria.roles):
            raise ErrorDeRegistro("Elija el sector que reporta: un enlace no trabaja sin él.", "sector_id")
        if usuaria.sector_id != sector_id:
            usuaria.sector_id = sector_id
            sesiones.cerrar_todas(sesion, usuaria.id)
        anotar(actor, "usuaria.sector", f"usuaria:{usuaria.id}", {"sector": sector_id})


def restablecer_clave(actor: Actor, usuaria_id: int) -> str:
    """Pone una contraseña provisional, que se muestra una sola vez, y cierra las sesiones abiertas."""
    nueva = claves_de_acceso.clave_nueva()
    cifrada = claves_de_acceso.cifrar_clave(nueva)
    with transaccion() as sesion:
        usuaria = buscar(sesion, usuaria_id)
        usuaria.clave_cifrada = cifrada
        usuaria.clave_provisional, usuaria.pidio_clave_en = True, None
        sesiones.cerrar_todas(sesion, usuaria.id)
        esperas.perdonar(sesion, usuaria.usuario)
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
        usuaria = buscar(sesion, usuaria_id)
        usuaria.activa = activa
        sesiones.cerrar_todas(sesion, usuaria.id)
        anotar(actor, "usuaria.activar" if activa else "usuaria.desactivar", f"usuaria:{usuaria.id}")


def _roles(roles: list[str]) -> list[RolDeUsuaria]:
    if not roles or not set(roles) <= ROLES.keys():
        raise ErrorDeRegistro("Elija por lo menos un rol de la lista. No se guardó.", "roles")
    return [RolDeUsuaria(rol=rol) for rol in sorted(set(roles))]


def buscar(sesion: Session, usuaria_id: int) -> Usuaria:
    """La usuaria.

    :raises NoEncontrado: no existe.
    """
    usuaria = sesion.get(Usuaria, usuaria_id)
    if usuaria is None:
        raise NoEncontrado("Esa usuaria no existe. No se cambió nada.")
    return usuaria
