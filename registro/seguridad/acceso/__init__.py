"""La sesión de quien entró: una galleta firmada con la ficha de una sesión que la base puede cerrar."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app, g, request, session

from registro.errores import NoPermitido
from registro.extensiones import ahora_utc
from registro.seguridad import operaciones
from registro.seguridad.consultas import FichaDeUsuaria, usuaria_por_sesion
from registro.seguridad.divulgacion.exportaciones import leer_proposito
from registro.seguridad.sesiones import nombre_de

if TYPE_CHECKING:
    from registro.config import Config
    from registro.seguridad.permisos import Actor

MINUTOS_PARA_ENVIAR = 45  # de más, para enviar lo que ya estaba abierto
SEGUNDOS_PARA_EL_CODIGO = 600
SEGUNDOS_ENTRE_APUNTES = 30  # la galleta no se firma otra vez en cada página para decir que se sigue aquí


def abrir_sesion(usuaria: FichaDeUsuaria, *, con: str = "clave") -> None:
    """Empieza una sesión nueva (lo que hubiera en la galleta se descarta)."""
    _ponerse(usuaria, operaciones.abrir_sesion(usuaria, navegador(), con=con))


def cambiar_turno(usuaria: FichaDeUsuaria) -> None:
    """La sesión de este navegador pasa de quien entrega el turno a quien lo recibe."""
    _ponerse(usuaria, operaciones.entregar_turno(actor_actual(), session["ficha"], usuaria, navegador()))


def empezar_a_medias(usuaria: FichaDeUsuaria) -> None:
    """Escribió bien su contraseña; falta el código."""
    session["a_medias"] = [usuaria.id, int(ahora_utc().timestamp())]


def a_medias() -> int | None:
    """La usuaria que escribió su contraseña hace poco y le falta el código."""
    usuaria_id, desde = session.get("a_medias", (None, 0))
    if int(ahora_utc().timestamp()) - desde > SEGUNDOS_PARA_EL_CODIGO:
        session.pop("a_medias", None)
        return None
    quien: int | None = usuaria_id
    return quien


def cerrar_sesion() -> None:
    """Termina la sesión: en este navegador y en la base."""
    if "ficha" in session:
        operaciones.cerrar_sesion(session["ficha"])
    session.clear()
    g.pop("usuaria", None)


def navegador() -> str:
    """Con qué se entra: «Chrome en Android»."""
    return nombre_de(request.headers.get("User-Agent", ""))


def ficha_de_sesion() -> str:
    """La de la galleta de quien llama."""
    ficha: str = session["ficha"]
    return ficha


def vencidas_antes_de() -> datetime:
    """Una sesión abierta antes de este instante ya terminó sola."""
    config: Config = current_app.config["REGISTRO"]
    return ahora_utc() - timedelta(hours=config.horas_de_sesion)


def confirmada_hace_poco() -> bool:
    """Si escribió su contraseña en los últimos minutos; para enviar lo que ya abrió hay un rato más."""
    config: Config = current_app.config["REGISTRO"]
    de_mas = MINUTOS_PARA_ENVIAR if request.method == "POST" else 0
    minutos = config.minutos_confirmada + de_mas
    desde: int = session.get("confirmada", 0)
    return int(ahora_utc().timestamp()) - desde <= minutos * 60


def confirmar() -> None:
    """Acaba de escribir su contraseña otra vez."""
    session["confirmada"] = int(ahora_utc().timestamp())


def proposito() -> str:
    """Para qué dijo que son los archivos que saca en esta sesión; vacío si no lo ha dicho."""
    dicho: str = session.get("proposito", "")
    return dicho


def recordar_proposito(texto: str) -> None:
    """Para qué son los archivos que va a sacar, hasta que salga o lo cambie."""
    session["proposito"] = leer_proposito(texto, "otro")


def _ponerse(usuaria: FichaDeUsuaria, ficha: str) -> None:
    ahora = int(ahora_utc().timestamp())
    session.clear()
    session.update(ficha=ficha, desde=ahora, ultima=ahora, confirmada=ahora)
    session.permanent = True
    g.usuaria = usuaria


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
    if "ficha" not in session:
        return None
    config: Config = current_app.config["REGISTRO"]
    ahora = int(ahora_utc().timestamp())
    inactiva = ahora - session["ultima"] > timedelta(minutes=config.minutos_de_inactividad).total_seconds()
    larga = ahora - session["desde"] > timedelta(hours=config.horas_de_sesion).total_seconds()
    usuaria = None if inactiva or larga else usuaria_por_sesion(session["ficha"])
    if usuaria is None:
        session.clear()
        return None
    if ahora - session["ultima"] >= SEGUNDOS_ENTRE_APUNTES:
        session["ultima"] = ahora
    return usuaria
