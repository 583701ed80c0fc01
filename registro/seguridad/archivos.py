"""Archivos cifrados por trozos (AES-256-GCM): para las copias de seguridad, que pueden no caber en memoria.

Cada trozo va autenticado con su número y con la marca de si es el último: no se puede quitar uno, cambiarlos
de orden ni cortar el final sin que se note.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

from registro.config import Claves
from registro.errores import ErrorDeRegistro

FIRMA = b"REGISTRO-COPIA-1\n"
BYTES_POR_TROZO = 1024 * 1024
BYTES_DE_SAL = 8
BYTES_DE_LARGO = 4


class ArchivoIlegible(ErrorDeRegistro):
    """El archivo no es una copia, está dañado o se cifró con otras claves."""


class EscritorCifrado:
    """Archivo de sólo escritura que cifra lo que recibe; hay que cerrarlo para que quede completo."""

    def __init__(self, destino: BinaryIO, claves: Claves) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._destino = destino
        self._cifra = AESGCM(claves.cifrado[claves.cifrado_actual])
        self._sal = os.urandom(BYTES_DE_SAL)
        self._pendiente = bytearray()
        self._numero = 0
        nombre = claves.cifrado_actual.encode()
        destino.write(FIRMA + bytes([len(nombre)]) + nombre + self._sal)

    def write(self, trozo: bytes) -> int:
        self._pendiente += trozo
        while len(self._pendiente) > BYTES_POR_TROZO:
            self._escribir(bytes(self._pendiente[:BYTES_POR_TROZO]), ultimo=False)
            del self._pendiente[:BYTES_POR_TROZO]
        return len(trozo)

    def flush(self) -> None:
        self._destino.flush()

    def close(self) -> None:
        self._escribir(bytes(self._pendiente), ultimo=True)
        self._destino.flush()

    def _escribir(self, claro: bytes, *, ultimo: bool) -> None:
        cerrado = self._cifra.encrypt(_nonce(self._sal, self._numero), claro, _marca(ultimo=ultimo))
        self._destino.write(len(cerrado).to_bytes(BYTES_DE_LARGO, "big") + cerrado)
        self._numero += 1


def leer_cifrado(origen: BinaryIO, claves: Claves) -> Iterator[bytes]:
    """Los trozos en claro, en orden.

    :raises ArchivoIlegible: no es una copia, falta su llave, está alterada o incompleta.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if origen.read(len(FIRMA)) != FIRMA:
        raise ArchivoIlegible("El archivo no es una copia de seguridad del registro. No se cambió nada.")
    nombre = origen.read(int.from_bytes(origen.read(1), "big")).decode(errors="replace")
    if nombre not in claves.cifrado:
        raise ArchivoIlegible(
            "La copia se cifró con claves que no están aquí. Ponga en la carpeta de datos el «claves.json» "
            "de aquella instalación y repita la orden. No se cambió nada."
        )
    cifra, sal, numero = AESGCM(claves.cifrado[nombre]), origen.read(BYTES_DE_SAL), 0
    siguiente = _trozo(origen)
    while siguiente is not None:
        actual, siguiente = siguiente, _trozo(origen)
        try:
            yield cifra.decrypt(_nonce(sal, numero), actual, _marca(ultimo=siguiente is None))
        except InvalidTag as error:
            raise ArchivoIlegible(
                "La copia está incompleta o fue alterada: no se restaura. No se cambió nada; use otra copia."
            ) from error
        numero += 1
    if numero == 0:
        raise ArchivoIlegible("La copia está vacía: no se restaura. No se cambió nada; use otra copia.")


def _trozo(origen: BinaryIO) -> bytes | None:
    largo = origen.read(BYTES_DE_LARGO)
    return origen.read(int.from_bytes(largo, "big")) if largo else None


def _nonce(sal: bytes, numero: int) -> bytes:
    return sal + numero.to_bytes(4, "big")


def _marca(*, ultimo: bool) -> bytes:
    return b"ultimo" if ultimo else b"sigue"
