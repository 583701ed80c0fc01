"""Con qué se reconoce una tableta: su token, su llave y la firma de cada petición."""

from __future__ import annotations

import base64
import binascii
import secrets
from functools import lru_cache
from hashlib import sha256
from typing import Any

from registro.errores import ErrorDeRegistro

LETRAS_DE_CODIGO = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GRUPOS, LARGO_DE_GRUPO = 4, 5
BYTES_DE_TOKEN = 32
BYTES_DE_CADA_MITAD = 32  # de una firma P-256: r y s
LARGO_DE_LLAVE = 400


def codigo_nuevo() -> str:
    """Un código de invitación que se puede escribir a mano: cuatro grupos de cinco, 98 bits."""
    grupos = ("".join(secrets.choice(LETRAS_DE_CODIGO) for _ in range(LARGO_DE_GRUPO)) for _ in range(GRUPOS))
    return "-".join(grupos)


def token_nuevo() -> str:
    """256 bits al azar: por eso basta SHA-256 para guardarlo, y comprobarlo no cuesta nada."""
    return secrets.token_urlsafe(BYTES_DE_TOKEN)


def huella_de_codigo(codigo: str) -> str:
    """La de un código de invitación, aunque se escriba en minúscula o sin guiones."""
    return huella_de_token("".join(letra for letra in codigo.upper() if letra.isalnum()))


def huella_de_token(token: str) -> str:
    """Lo único que la base guarda de un token."""
    return sha256(token.encode()).hexdigest()


def leer_llave(llave: str) -> str:
    """La llave pública de la tableta, comprobada.

    :raises ErrorDeRegistro: no es una llave ECDSA P-256 en SPKI y base64.
    """
    try:
        _publica(llave)
    except ValueError as error:
        raise ErrorDeRegistro(
            "La llave no es una llave pública ECDSA P-256 (SPKI en base64). La tableta no se inscribió.",
            "llave",
        ) from error
    return llave


def firma_correcta(llave: str, firma: str, mensaje: bytes) -> bool:
    """Si ``firma`` (base64 de r‖s) es la de ``mensaje`` hecha con la llave privada que corresponde."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    try:
        cruda = base64.b64decode(firma, validate=True)
    except (binascii.Error, ValueError):
        return False
    if len(cruda) != 2 * BYTES_DE_CADA_MITAD:
        return False
    mitades = (cruda[:BYTES_DE_CADA_MITAD], cruda[BYTES_DE_CADA_MITAD:])
    en_der = encode_dss_signature(*(int.from_bytes(mitad, "big") for mitad in mitades))
    try:
        _publica(llave).verify(en_der, mensaje, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=256)
def _publica(llave: str) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    if len(llave) > LARGO_DE_LLAVE:
        raise ValueError("demasiado larga")
    try:
        publica = load_der_public_key(base64.b64decode(llave, validate=True))
    except UnsupportedAlgorithm as error:
        raise ValueError("de otra clase") from error
    if not isinstance(publica, ec.EllipticCurvePublicKey) or not isinstance(publica.curve, ec.SECP256R1):
        raise ValueError("de otra curva")  # noqa: TRY004 - es un valor de fuera, no un error de tipos
    return publica
