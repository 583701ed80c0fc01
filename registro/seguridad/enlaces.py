"""El QR de una sesión institucional: enlace firmado que vence, para el teléfono de quien asiste."""

from __future__ import annotations

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from registro.errores import ErrorDeRegistro
from registro.extensiones import config_vigente

HORAS_DE_VIGENCIA = 12


def firmar_sesion(actividad: str) -> str:
    """Firma el identificador público de la actividad."""
    return _firmante().dumps(actividad)


def leer_sesion(firmado: str) -> str:
    """Devuelve el identificador de la actividad.

    :raises ErrorDeRegistro: el enlace venció o no es nuestro.
    """
    try:
        actividad: str = _firmante().loads(firmado, max_age=HORAS_DE_VIGENCIA * 3600)
    except SignatureExpired as error:
        raise ErrorDeRegistro(
            "Este código ya venció. Pida a quien dirige la sesión que muestre uno nuevo. No se registró nada."
        ) from error
    except BadSignature as error:
        raise ErrorDeRegistro(
            "Este enlace está incompleto o no es de una sesión. Vuelva a leer el código con la cámara. "
            "No se registró nada."
        ) from error
    return actividad


def _firmante() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(config_vigente().claves.enlaces, salt="sesion-institucional")
