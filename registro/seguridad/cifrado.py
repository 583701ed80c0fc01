"""Columnas cifradas (AES-256-GCM con llavero) e índices ciegos (HMAC-SHA-256).

Lo cifrado se guarda como ``llave:nonce‖texto`` en base64, de modo que una llave nueva no obliga a reescribir
lo anterior. Un índice ciego permite buscar por igualdad sin que la base contenga el texto.
"""

from __future__ import annotations

import base64
import hmac
import os
from typing import Any

from sqlalchemy import Text, TypeDecorator

from registro.extensiones import config_vigente

BYTES_DEL_NONCE = 12


def cifrar(texto: str) -> str:
    """Cifra ``texto`` con la llave vigente."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    claves = config_vigente().claves
    nonce = os.urandom(BYTES_DEL_NONCE)
    cuerpo = AESGCM(claves.cifrado[claves.cifrado_actual]).encrypt(nonce, texto.encode(), None)
    return f"{claves.cifrado_actual}:{base64.b64encode(nonce + cuerpo).decode('ascii')}"


def descifrar(guardado: str) -> str:
    """Devuelve el texto de :func:`cifrar`, con la llave que se usó entonces.

    :raises cryptography.exceptions.InvalidTag: el contenido fue alterado.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    llave, _, cuerpo = guardado.partition(":")
    crudo = base64.b64decode(cuerpo)
    return (
        AESGCM(config_vigente().claves.cifrado[llave])
        .decrypt(crudo[:BYTES_DEL_NONCE], crudo[BYTES_DEL_NONCE:], None)
        .decode()
    )


def se_abre(guardado: str) -> bool:
    """Si las claves de esta instalación abren lo que :func:`cifrar` guardó."""
    from cryptography.exceptions import InvalidTag

    try:
        descifrar(guardado)
    except (InvalidTag, KeyError):
        return False
    return True


def huella(texto: str) -> str:
    """Índice ciego de ``texto``: 64 caracteres hexadecimales, iguales sólo para textos iguales."""
    return hmac.digest(config_vigente().claves.huella, texto.encode(), "sha256").hex()


class TextoCifrado(TypeDecorator[str]):
    """Columna de texto que sólo existe cifrada en la base."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Cifra al guardar."""
        return None if value is None else cifrar(value)

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        """Descifra al leer."""
        return None if value is None else descifrar(value)
