"""La contraseña propia: cambiarla, y qué hacer cuando se olvida."""

from __future__ import annotations

from sqlalchemy import select

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc, db, transaccion
from registro.seguridad import claves_de_acceso, esperas, sesiones
from registro.seguridad.bitacora import anotar
from registro.seguridad.consultas import FichaDeUsuaria, ficha
from registro.seguridad.modelo import Usuaria
from registro.seguridad.operaciones.ingreso import confirmar_clave, gastar_recuperacion
from registro.seguridad.operaciones.usuarias import buscar
from registro.seguridad.permisos import Actor

NO_SE_PUDO = "El usuario o el código de recuperación no coinciden. No se cambió nada."


def cambiar_clave_propia(actor: Actor, actual: str, nueva: str) -> FichaDeUsuaria:
    """La usuaria cambia su contraseña; todas sus sesiones se cierran, y quien llama abre otra.

    :raises ErrorDeRegistro: la actual no coincide, o la nueva no se acepta.
    """
    if motivo := confirmar_clave(actor, actual):
        raise ErrorDeRegistro(f"{motivo} No se cambió nada.", "actual")
    propia = buscar(db.session(), actor.usuaria_id or 0)
    cifrada = claves_de_acceso.cifrar_clave(claves_de_acceso.revisar_clave(nueva, propia.usuario))
    with transaccion() as sesion:
        usuaria = buscar(sesion, actor.usuaria_id or 0)
        usuaria.clave_cifrada, usuaria.clave_provisional = cifrada, False
        sesiones.cerrar_todas(sesion, usuaria.id)
        anotar(actor, "usuaria.clave", f"usuaria:{usuaria.id}")
        return ficha(usuaria)


def olvidar_clave(usuario: str, recuperacion: str, nueva: str) -> str | None:
    """Con un código de recuperación se pone una contraseña nueva; devuelve la frase del error, si lo hay.

    :raises ErrorDeRegistro: la nueva no se acepta.
    """
    usuario = usuario.strip().lower()
    cifrada = claves_de_acceso.cifrar_clave(claves_de_acceso.revisar_clave(nueva, usuario))
    with transaccion() as sesion:
        usuaria = sesion.scalar(select(Usuaria).where(Usuaria.usuario == usuario).with_for_update())
        if espera := esperas.frase(sesion, usuario, ahora_utc()):
            return espera
        gastado = gastar_recuperacion(sesion, usuaria.id if usuaria else 0, recuperacion)
        if usuaria is None or not usuaria.activa or not gastado:
            esperas.contar_fallo(sesion, usuario, ahora_utc())
            quien = Actor(usuaria.id if usuaria else None, usuaria.nombre if usuaria else "desconocida")
            anotar(quien, "clave.recuperar_fallido", "ingreso")
            return NO_SE_PUDO
        usuaria.clave_cifrada, usuaria.clave_provisional = cifrada, False
        usuaria.pidio_clave_en = None
        sesiones.cerrar_todas(sesion, usuaria.id)
        esperas.perdonar(sesion, usuario)
        anotar(Actor(usuaria.id, usuaria.nombre), "clave.recuperar", f"usuaria:{usuaria.id}")
        return None


def pedir_clave(usuario: str) -> None:
    """Deja dicho a administración que alguien la olvidó; responde lo mismo, y tarda lo mismo, exista o no."""
    with transaccion() as sesion:
        usuaria = sesion.scalar(select(Usuaria).where(Usuaria.usuario == usuario.strip().lower()))
        if usuaria is not None and usuaria.activa:
            usuaria.pidio_clave_en = ahora_utc()
            anotar(Actor(usuaria.id, usuaria.nombre), "clave.pedir", f"usuaria:{usuaria.id}")
        else:
            anotar(Actor(None, "desconocida"), "clave.pedir", "ingreso")
