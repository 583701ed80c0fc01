"""HPKE (RFC 9180), modo base: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 y AES-256-GCM.

La librería ofrece HPKE de una sola vez, sin datos asociados; aquí cada lectura va atada a su identificador
(``aad``), así que los pasos de la norma se escriben sobre sus primitivas. Las pruebas los cotejan
con ella, en los dos sentidos, y con lo que sella el navegador.
"""

from __future__ import annotations

import hmac
from typing import Any

LARGO_DE_PUNTO = 65
LARGO_DE_LLAVE, LARGO_DE_NONCE, LARGO_DE_SECRETO = 32, 12, 32
_DEL_KEM = b"KEM" + (0x0010).to_bytes(2, "big")
_DE_LA_SUITE = b"HPKE" + b"".join(numero.to_bytes(2, "big") for numero in (0x0010, 0x0001, 0x0002))
_MODO_BASE = b"\x00"


def abrir(privada: Any, publica: bytes, info: bytes, aad: bytes, sellado: bytes) -> bytes:
    """Lo que se selló para esa llave. ``sellado`` es enc ‖ texto cifrado.

    :raises ValueError: está truncado, o su punto no es de la curva.
    :raises cryptography.exceptions.InvalidTag: es para otra llave, otro ``aad`` o fue alterado.
    """
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    punto, cifrado = sellado[:LARGO_DE_PUNTO], sellado[LARGO_DE_PUNTO:]
    efimera = ec.EllipticCurvePublicKey.from_encoded_point(_curva(), punto)
    comun = privada.exchange(ec.ECDH(), efimera)
    llave, nonce = _llaves(_secreto(comun, punto + publica), info)
    return AESGCM(llave).decrypt(nonce, cifrado, aad)


def sellar(publica: bytes, info: bytes, aad: bytes, claro: bytes) -> bytes:
    """Sella para la llave pública (punto sin comprimir), como lo hace la tableta."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    efimera = ec.generate_private_key(_curva())
    punto = en_bruto(efimera.public_key())
    comun = efimera.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(_curva(), publica))
    llave, nonce = _llaves(_secreto(comun, punto + publica), info)
    return punto + AESGCM(llave).encrypt(nonce, claro, aad)


def en_bruto(publica: Any) -> bytes:
    """El punto sin comprimir: 65 bytes."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    bruto: bytes = publica.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return bruto


def _curva() -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.SECP256R1()


def _secreto(comun: bytes, contexto: bytes) -> bytes:
    extraido = _extraer(_DEL_KEM, b"", b"eae_prk", comun)
    return _expandir(_DEL_KEM, extraido, b"shared_secret", contexto, LARGO_DE_SECRETO)


def _llaves(secreto: bytes, info: bytes) -> tuple[bytes, bytes]:
    sin_clave = _extraer(_DE_LA_SUITE, b"", b"psk_id_hash", b"")
    contexto = _MODO_BASE + sin_clave + _extraer(_DE_LA_SUITE, b"", b"info_hash", info)
    base = _extraer(_DE_LA_SUITE, secreto, b"secret", b"")
    return (
        _expandir(_DE_LA_SUITE, base, b"key", contexto, LARGO_DE_LLAVE),
        _expandir(_DE_LA_SUITE, base, b"base_nonce", contexto, LARGO_DE_NONCE),
    )


def _extraer(suite: bytes, sal: bytes, rotulo: bytes, material: bytes) -> bytes:
    return hmac.digest(sal, b"HPKE-v1" + suite + rotulo + material, "sha256")


def _expandir(suite: bytes, secreto: bytes, rotulo: bytes, contexto: bytes, largo: int) -> bytes:
    """Un solo bloque de HKDF: nada de lo que se pide pasa de 32 bytes."""
    rotulada = largo.to_bytes(2, "big") + b"HPKE-v1" + suite + rotulo + contexto
    return hmac.digest(secreto, rotulada + b"\x01", "sha256")[:largo]
