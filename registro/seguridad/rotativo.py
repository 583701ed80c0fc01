"""El código de una sesión, que cambia cada treinta segundos: sale de su secreto y de la hora.

La pantalla hace la misma cuenta (``estaticos/mesa/rotativo.mjs``) y así sigue aunque se quede sin red.
"""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from registro.extensiones import config_vigente

SEGUNDOS = 30
LARGO = 6
ALFABETO = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PARECIDAS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
# El que viene, por si los relojes difieren, y los de los dos minutos que tarda un teléfono en abrirlo.
ANTES, DESPUES = 4, 1
BITS = 5


def secreto_de(sesion: str) -> bytes:
    """El secreto de una sesión; sale de la clave de la instalación y no se guarda."""
    mensaje = b"codigo-rotativo" + UUID(sesion).bytes
    return hmac.digest(config_vigente().claves.enlaces, mensaje, sha256)


def codigo_de(secreto: bytes, momento: datetime) -> str:
    """Las seis letras de ese momento."""
    return _codigo(secreto, _paso(momento))


def sirve(secreto: bytes, escrito: str, momento: datetime) -> bool:
    """Si lo escrito es el código de ahora o de hace muy poco."""
    leido = leer(escrito).encode()
    ahora = _paso(momento)
    pasos = range(ahora - ANTES, ahora + DESPUES + 1)
    return any(hmac.compare_digest(_codigo(secreto, paso).encode(), leido) for paso in pasos)


def leer(escrito: str) -> str:
    """Lo escrito, como se imprime: sin guion ni espacios, en mayúscula y sin letras que se confunden."""
    return escrito.upper().translate(PARECIDAS)


def _paso(momento: datetime) -> int:
    return int(momento.timestamp()) // SEGUNDOS


def _codigo(secreto: bytes, paso: int) -> str:
    resumen = hmac.digest(secreto, paso.to_bytes(8, "big"), sha256)
    numero = int.from_bytes(resumen[:4], "big")
    return "".join(ALFABETO[numero >> BITS * lugar & 31] for lugar in range(LARGO))
