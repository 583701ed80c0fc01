"""Con qué dirección se atan las llaves de acceso, y el reto que cada una debe firmar."""

from __future__ import annotations

import base64
import ipaddress
from urllib.parse import urlsplit

from flask import request, session

from registro.errores import ErrorDeRegistro
from registro.extensiones import ahora_utc, config_vigente
from registro.seguridad.operaciones import Sitio

SEGUNDOS_PARA_FIRMAR = 300


def sitio() -> Sitio | None:
    """El de esta instalación; ``None`` si se llegó por una dirección de números, que no admite llaves."""
    publica = urlsplit(config_vigente().url_publica or request.host_url)
    nombre = publica.hostname or ""
    try:
        ipaddress.ip_address(nombre)
    except ValueError:
        return Sitio(nombre, f"{publica.scheme}://{publica.netloc}")
    return None


def exigir_sitio() -> Sitio:
    """El de esta instalación.

    :raises ErrorDeRegistro: por esta dirección no hay llaves.
    """
    propio = sitio()
    if propio is None:
        raise ErrorDeRegistro("Las llaves de acceso sólo sirven entrando por el nombre del servidor.")
    return propio


def guardar_reto(reto: bytes) -> None:
    """Lo deja en la galleta, firmado y por unos minutos."""
    session["reto"] = [base64.b64encode(reto).decode("ascii"), int(ahora_utc().timestamp())]


def tomar_reto() -> bytes:
    """El que se dejó; sirve una vez.

    :raises ErrorDeRegistro: no hay, o pasó mucho tiempo.
    """
    guardado, desde = session.pop("reto", ("", 0))
    if int(ahora_utc().timestamp()) - desde > SEGUNDOS_PARA_FIRMAR:
        raise ErrorDeRegistro("Pasó mucho tiempo. Vuelva a intentarlo.")
    return base64.b64decode(guardado)
