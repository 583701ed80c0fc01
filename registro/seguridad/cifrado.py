"""Columnas cifradas (AES-256-GCM con llavero) e índices ciegos (HMAC-SHA-256).

Lo cifrado se guarda como ``llave:nonce‖texto`` en base64, de modo que una llave nueva no obliga a reescribir
lo anterior. Un índice ciego permite buscar por igualdad sin que la base contenga el texto.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, TypeDecorator

from registro.config import leer_claves
from registro.extensiones import config_vigente

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BYTES_DEL_NONCE = 12
VACIO = "{}"


@cache
def _cifra(llave: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(llave)


def cifrar(texto: str) -> str:
    """Cifra ``texto`` con la llave vigente."""
    return cifrar_con(config_vigente().claves.cifrado_actual, texto)


def cifrar_con(llave: str, texto: str) -> str:
    """Cifra ``texto`` con la llave de ese nombre."""
    nonce = os.urandom(BYTES_DEL_NONCE)
    cuerpo = _cifra(_llave(llave)).encrypt(nonce, texto.encode(), None)
    return f"{llave}:{base64.b64encode(nonce + cuerpo).decode('ascii')}"


def _llave(nombre: str) -> bytes:
    """La del llavero; si otro proceso estrenó una después de que este arrancó, se lee de nuevo el archivo.

    :raises KeyError: no está en ninguna parte.
    """
    config = config_vigente()
    if nombre not in config.claves.cifrado:
        config.claves.cifrado.update(leer_claves(config.datos).cifrado)
    return config.claves.cifrado[nombre]


def descifrar(guardado: str) -> str:
    """Devuelve el texto de :func:`cifrar`, con la llave que se usó entonces.

    :raises cryptography.exceptions.InvalidTag: el contenido fue alterado.
    """
    llave, _, cuerpo = guardado.partition(":")
    crudo = base64.b64decode(cuerpo)
    return _cifra(_llave(llave)).decrypt(crudo[:BYTES_DEL_NONCE], crudo[BYTES_DEL_NONCE:], None).decode()


def se_abre(guardado: str) -> bool:
    """Si las claves de esta instalación abren lo que :func:`cifrar` guardó."""
    from cryptography.exceptions import InvalidTag

    try:
        descifrar(guardado)
    except (InvalidTag, KeyError):
        return False
    return True


def es_de_otra_llave(guardado: str) -> bool:
    """Si la llave con ese nombre está y no lo abre: es de otra instalación, o lo guardado fue alterado."""
    try:
        return not se_abre(guardado) and bool(_llave(guardado.partition(":")[0]))
    except KeyError:
        return False


def huella(texto: str) -> str:
    """Índice ciego de ``texto``: 64 caracteres hexadecimales, iguales sólo para textos iguales."""
    return hmac.digest(config_vigente().claves.huella, texto.encode(), "sha256").hex()


def huellas(textos: Iterable[str]) -> Iterator[str]:
    """Las de muchos textos."""
    clave = config_vigente().claves.huella
    for texto in textos:
        yield hmac.digest(clave, texto.encode(), "sha256").hex()


class TextoCifrado(TypeDecorator[str]):
    """Columna de texto que sólo existe cifrada en la base; lo vacío queda vacío."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> str | None:
        """Cifra al guardar."""
        return cifrar(value) if value else value

    def process_result_value(self, value: str | None, dialect: Any) -> str | None:
        """Descifra al leer."""
        return descifrar(value) if value else value


class SinLlave(dict[str, str]):
    """Un detalle que ya no se puede leer: su llave no está en el llavero. Dice cuál era."""


class DetalleCifrado(TextoCifrado):
    """Columna de pares (un diccionario que cabe en JSON) que sólo existe cifrada; sin pares queda «{}».

    La bitácora no se vuelve a cifrar al rotar: si se destruye una llave, lo demás de la línea se lee igual.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str | None:
        """Cifra al guardar."""
        return cifrar(json.dumps(value, ensure_ascii=False, default=str)) if value else VACIO

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        """Descifra al leer."""
        if value == VACIO:
            return {}
        try:
            return json.loads(descifrar(value))
        except KeyError:
            return SinLlave({"llave destruida": value.partition(":")[0]})
