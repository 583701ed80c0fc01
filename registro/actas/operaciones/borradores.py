"""Lo que alguien lleva escrito y todavía no guarda: se conserva solo, y sólo ella lo ve."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actas.modelo import Borrador
from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor, exigir

PERMISO = "actividades.gestionar"
CLAVE_DE_DESARROLLO = "desarrollo:"
CLAVE_DE_PASADA = "pasada:"
MAXIMO = 400_000


def guardar_borrador(actor: Actor, clave: str, contenido: str) -> datetime:
    """Guarda el formulario como va y devuelve a qué hora. La bitácora anota sólo cuando empieza.

    :raises ErrorDeRegistro: es demasiado largo, o nadie ha entrado.
    """
    exigir(actor, PERMISO)
    if len(contenido) > MAXIMO:
        raise ErrorDeRegistro("Lo escrito es demasiado largo para guardarlo solo. Oprima «Guardar».")
    if actor.usuaria_id is None:
        raise ErrorDeRegistro("Un borrador es de quien entró con su usuario. No se guardó.")
    with transaccion() as sesion:
        borrador = _buscar(sesion, clave, actor.usuaria_id)
        if borrador is None:
            borrador = Borrador(clave=clave, usuaria_id=actor.usuaria_id)
            sesion.add(borrador)
            anotar(actor, "borrador.empezar", f"borrador:{clave}")
        borrador.contenido, borrador.guardado_en = contenido, ahora_utc()
        return borrador.guardado_en


def descartar_borrador(actor: Actor, clave: str) -> None:
    """Olvida lo que llevaba escrito."""
    exigir(actor, PERMISO)
    with transaccion() as sesion:
        quitar_borrador(sesion, clave, actor)
        anotar(actor, "borrador.descartar", f"borrador:{clave}")


def quitar_borrador(sesion: Session, clave: str, actor: Actor) -> None:
    """Lo borra dentro de la transacción de quien llama, si lo hay."""
    if actor.usuaria_id is not None and (borrador := _buscar(sesion, clave, actor.usuaria_id)):
        sesion.delete(borrador)


def _buscar(sesion: Session, clave: str, usuaria_id: int) -> Borrador | None:
    return sesion.scalar(select(Borrador).where(Borrador.clave == clave, Borrador.usuaria_id == usuaria_id))
