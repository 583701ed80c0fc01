"""Crear, buscar y preparar las llaves, dentro de la transacción de quien llama."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.en_bloque.preguntar import Consulta
from registro.extensiones import ahora_utc, tabla_de
from registro.seguridad.cifrado import cifrar, descifrar
from registro.seguridad.sellado import hpke
from registro.seguridad.sellado.modelo import LlaveDeSellado
from registro.textos import leer_json

SELLADO, RECIBOS = "sellado", "recibos"
VIGENTE, SUCESORA, ANTERIOR = "vigente", "sucesora", "anterior"
INFO = b"registro/lectura/1"
BYTES_DE_MITAD = 32


class NoSeAbre(Exception):
    """Lo sellado no se puede abrir aquí: falta su llave, es para otra o llegó alterado."""


@dataclass(frozen=True, slots=True)
class LlavePublica:
    """Lo que una tableta necesita de una llave: su identificador y la parte pública en base64."""

    llave: str
    publica: str


def crear(sesion: Session, uso: str, estado: str) -> LlaveDeSellado:
    """Un par nuevo. La pública: punto en bruto para sellar, SPKI para comprobar recibos."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    privada = ec.generate_private_key(ec.SECP256R1())
    publica = (
        hpke.en_bruto(privada.public_key())
        if uso == SELLADO
        else privada.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )
    en_der = privada.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    nueva = LlaveDeSellado(
        id=uso[0] + secrets.token_hex(4),
        uso=uso,
        estado=estado,
        publica=base64.b64encode(publica).decode("ascii"),
        privada=cifrar(base64.b64encode(en_der).decode("ascii")),
        creada_en=ahora_utc(),
    )
    sesion.add(nueva)
    sesion.flush()
    return nueva


def de_estado(sesion: Session, uso: str, estado: str) -> LlaveDeSellado | None:
    """La llave de ese uso que está en ese estado."""
    orden = select(LlaveDeSellado).where(LlaveDeSellado.uso == uso, LlaveDeSellado.estado == estado)
    return sesion.scalar(orden.order_by(LlaveDeSellado.creada_en.desc(), LlaveDeSellado.id).limit(1))


def abridores(sesion: Session, identificadores: Iterable[str]) -> dict[str, tuple[Any, bytes]]:
    """Las llaves de sellar que se piden y que esta instalación puede usar: privada y pública."""
    from cryptography.exceptions import InvalidTag

    orden = select(LlaveDeSellado.id, LlaveDeSellado.privada, LlaveDeSellado.publica)
    filas = sesion.execute(
        orden.where(LlaveDeSellado.id.in_(set(identificadores)), LlaveDeSellado.uso == SELLADO)
    )
    listas = {}
    for id_, privada, publica in filas:
        try:
            listas[id_] = (_preparar(privada), base64.b64decode(publica))
        except (InvalidTag, KeyError, ValueError):
            continue  # el llavero no la abre: lo sellado con ella espera en la bandeja
    return listas


def abrir(abridor: tuple[Any, bytes] | None, id_: str, cuerpo: str) -> Any:
    """El contenido (JSON) de una pieza sellada, atada a su ``id_``.

    :raises NoSeAbre: no hay llave, no es para ella, fue alterada o no contiene JSON.
    """
    from cryptography.exceptions import InvalidTag

    if abridor is None:
        raise NoSeAbre("no está su llave")
    privada, publica = abridor
    try:
        sellado = base64.urlsafe_b64decode(cuerpo + "=" * (-len(cuerpo) % 4))
        return leer_json(hpke.abrir(privada, publica, INFO, id_.encode(), sellado))
    except (ValueError, InvalidTag, RecursionError) as error:
        raise NoSeAbre("está dañada o es para otra llave") from error


@dataclass(frozen=True, slots=True)
class Firmante:
    """La llave vigente de los recibos, lista para firmar."""

    llave: str
    privada: Any

    def firmar(self, texto: str) -> str:
        """La firma de ``texto``: base64 de r‖s, ECDSA P-256 con SHA-256."""
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        en_der = self.privada.sign(texto.encode(), ec.ECDSA(hashes.SHA256()))
        crudo = b"".join(mitad.to_bytes(BYTES_DE_MITAD, "big") for mitad in decode_dss_signature(en_der))
        return base64.b64encode(crudo).decode("ascii")


_TABLA = tabla_de(LlaveDeSellado).c
DE_RECIBOS = Consulta(
    lambda _: (
        select(_TABLA.id, _TABLA.privada)
        .where(_TABLA.uso == RECIBOS, _TABLA.estado == VIGENTE)
        .order_by(_TABLA.creada_en.desc())
        .limit(1)
    )
)


def firmante(filas: Sequence[Any]) -> Firmante:
    """Con qué se firman los recibos ahora. ``filas``: las de ``DE_RECIBOS``."""
    ((id_, privada),) = filas
    return Firmante(id_, _preparar(privada))


@lru_cache(maxsize=64)
def _preparar(privada: str) -> Any:
    from cryptography.hazmat.primitives.serialization import load_der_private_key

    return load_der_private_key(base64.b64decode(descifrar(privada)), password=None)
