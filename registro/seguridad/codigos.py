"""Códigos de un solo uso: los del teléfono (TOTP, RFC 6238) y los impresos de recuperación."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime

from registro.seguridad.cifrado import huella

EMISOR = "Registro"
SEGUNDOS_POR_PASO = 30
PASOS_DE_HOLGURA = 1  # el reloj del teléfono puede ir medio minuto adelantado o atrasado
CUANTOS_DE_RECUPERACION = 8
BYTES_DE_RECUPERACION = 10


def secreto_nuevo() -> str:
    """Un secreto de 160 bits en base32, como lo piden las aplicaciones de códigos."""
    import pyotp

    return pyotp.random_base32()


def direccion(secreto: str, usuario: str) -> str:
    """Lo que lleva el QR que la aplicación de códigos lee."""
    import pyotp

    return pyotp.TOTP(secreto).provisioning_uri(name=usuario, issuer_name=EMISOR)


def codigo_en(secreto: str, momento: datetime) -> str:
    """El código que el teléfono muestra en ``momento``."""
    import pyotp

    return pyotp.TOTP(secreto).at(momento)


def paso_de(secreto: str, escrito: str, ahora: datetime, ultimo: int | None) -> int | None:
    """El paso de 30 segundos al que corresponde lo escrito; ``None`` si a ninguno, o si ya se usó."""
    import pyotp

    generador, presente = pyotp.TOTP(secreto), int(ahora.timestamp()) // SEGUNDOS_POR_PASO
    limpio = "".join(escrito.split())
    hallado = None
    for paso in range(presente - PASOS_DE_HOLGURA, presente + PASOS_DE_HOLGURA + 1):
        if hmac.compare_digest(generador.generate_otp(paso).encode(), limpio.encode()):
            hallado = paso
    return hallado if hallado is not None and (ultimo is None or hallado > ultimo) else None


def que_entra(secreto: str, ahora: datetime, ultimo: int | None) -> str | None:
    """El código que ahora abre: el del momento o, si ya se usó, el que sigue; ``None`` si hay que esperar."""
    import pyotp

    presente = int(ahora.timestamp()) // SEGUNDOS_POR_PASO
    paso = presente if ultimo is None else max(presente, ultimo + 1)
    return pyotp.TOTP(secreto).generate_otp(paso) if paso <= presente + PASOS_DE_HOLGURA else None


def recuperacion_nuevos() -> list[str]:
    """Ocho códigos que se imprimen y se guardan: «k3mq-7hdz-x2pa-9wte»."""
    return [_legible(secrets.token_bytes(BYTES_DE_RECUPERACION)) for _ in range(CUANTOS_DE_RECUPERACION)]


def huella_de_recuperacion(usuaria_id: int, escrito: str) -> str:
    """Cómo se guarda y se busca uno, se escriba con guiones, con espacios o en mayúsculas."""
    limpio = "".join(letra for letra in escrito.lower() if letra.isalnum())
    return huella(f"recuperacion|{usuaria_id}|{limpio}")


def _legible(crudo: bytes) -> str:
    texto = base64.b32encode(crudo).decode("ascii").lower()
    return "-".join(texto[lugar : lugar + 4] for lugar in range(0, len(texto), 4))
