"""La sesión de quien entró: galleta firmada con un sello que la base puede invalidar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import current_app, g, session

from registro.errores import NoPermitido
from registro.extensiones import ahora_utc
from registro.seguridad.consultas import FichaDeUsuaria, usuaria_por_id

if TYPE_CHECKING:
    from registro.config import Config
    from registro.seguridad.permisos import Actor


def abrir_sesion(usuaria: FichaDeUsuaria) -> None:
    """Empieza una sesión nueva (lo que hubiera en la galleta se descarta)."""
    ahora = int(ahora_utc().timestamp())
    session.clear()
    session.update(usuaria=usuaria.id, sello=usuaria.sello, desde=ahora, ultima=ahora)
    session.permanent = True


def cerrar_sesion() -> None:
    """Termina la sesión en este navegador."""
    session.clear()
    g.pop("usuaria", None)


def usuaria_actual() -> FichaDeUsuaria | None:
    """Quien entró, si su sesión sigue viva y su sello no cambió; una sola consulta por petición."""
    if "usuaria" not in g:
        g.usuaria = _leer_sesion()
    usuaria: FichaDeUsuaria | None = g.usuaria
    return usuaria


def actor_actual() -> Actor:
    """Quien firma las operaciones de esta petición.

    :raises NoPermitido: nadie ha entrado.
    """
    usuaria = usuaria_actual()
    if usuaria is None:
        raise NoPermitido("Entre con su usuario para continuar.")
    return usuaria.como_actor()


def _leer_sesion() -> FichaDeUsuaria | None:
    if "usuaria" not in session:
        return None
    config: Config = current_app.config["REGISTRO"]
    ahora = int(ahora_utc().timestamp())
    inactiva = ahora - session["ultima"] > timedelta(minutes=config.minutos_de_inactividad).total_seconds()
    larga = ahora - session["desde"] > timedelta(hours=config.horas_de_sesion).total_seconds()
    usuaria = usuaria_por_id(session["usuaria"])
    if inactiva or larga or usuaria is None or not usuaria.activa or usuaria.sello != session["sello"]:
        session.clear()
        return None
    session["ultima"] = ahora
    return usuaria
