"""El enlace de una sesión institucional, que vence, para el teléfono de quien leyó su código."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner

from registro.errores import ErrorDeRegistro
from registro.extensiones import config_vigente

MINUTOS_DE_VIGENCIA = 20  # lo que toma elegir el puesto; el código de la pantalla ya cambió


def firmar_sesion(actividad: str) -> str:
    """Firma el identificador público de la actividad en pocas letras: el QR sale menos denso."""
    corto = urlsafe_b64encode(UUID(actividad).bytes).rstrip(b"=")
    return _firmante().sign(corto).decode()


def leer_sesion(firmado: str) -> str:
    """Devuelve el identificador de la actividad.

    :raises ErrorDeRegistro: el enlace venció o no es nuestro.
    """
    try:
        corto = _firmante().unsign(firmado.encode(), max_age=MINUTOS_DE_VIGENCIA * 60)
        return str(UUID(bytes=urlsafe_b64decode(corto + b"==")))
    except SignatureExpired as error:
        raise ErrorDeRegistro(
            "Este código ya venció. Pida a quien dirige la sesión que muestre uno nuevo. No se registró nada."
        ) from error
    except (BadSignature, binascii.Error, ValueError) as error:
        raise ErrorDeRegistro(
            "Este enlace está incompleto o no es de una sesión. Vuelva a leer el código con la cámara. "
            "No se registró nada."
        ) from error


def _firmante() -> TimestampSigner:
    return TimestampSigner(config_vigente().claves.enlaces, salt="sesion-institucional")
