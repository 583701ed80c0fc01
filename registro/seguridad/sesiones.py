"""Las sesiones abiertas viven en la base: cerrar una la cierra aunque alguien haya copiado su galleta."""

from __future__ import annotations

import secrets
from hashlib import sha256

from sqlalchemy import update
from sqlalchemy.orm import Session

from registro.extensiones import ahora_utc
from registro.seguridad.modelo import SesionDeUsuaria

BYTES_DE_FICHA = 24
# Trozo de la identificación del navegador → cómo se le dice. El orden importa: Chrome también dice «Safari».
_NAVEGADORES = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_EQUIPOS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def huella_de(ficha: str) -> str:
    """Lo que la base guarda de la ficha que lleva la galleta."""
    return sha256(ficha.encode()).hexdigest()


def abrir(sesion: Session, usuaria_id: int, navegador: str) -> str:
    """Una sesión nueva; devuelve la ficha que va en la galleta."""
    ficha = secrets.token_urlsafe(BYTES_DE_FICHA)
    sesion.add(
        SesionDeUsuaria(
            usuaria_id=usuaria_id,
            huella=huella_de(ficha),
            abierta_en=ahora_utc(),
            navegador=navegador,
        )
    )
    return ficha


def cerrar_todas(sesion: Session, usuaria_id: int, menos: str | None = None) -> None:
    """Las de una usuaria, salvo la de la ficha ``menos``."""
    orden = (
        update(SesionDeUsuaria)
        .where(SesionDeUsuaria.usuaria_id == usuaria_id, SesionDeUsuaria.cerrada_en.is_(None))
        .values(cerrada_en=ahora_utc())
    )
    if menos is not None:
        orden = orden.where(SesionDeUsuaria.huella != huella_de(menos))
    sesion.execute(orden)


def nombre_de(identificacion: str) -> str:
    """«Chrome en Android», de la identificación de un navegador: basta para reconocer el equipo propio."""
    navegador = next((nombre for trozo, nombre in _NAVEGADORES if trozo in identificacion), "Otro navegador")
    equipo = next((nombre for trozo, nombre in _EQUIPOS if trozo in identificacion), "")
    return f"{navegador} en {equipo}" if equipo else navegador
