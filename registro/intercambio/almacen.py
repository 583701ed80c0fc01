"""Los archivos que se subieron para importar: cifrados, sólo mientras hacen falta."""

from __future__ import annotations

import base64
import os
import zlib
from pathlib import Path
from uuid import UUID

from registro.errores import NoEncontrado
from registro.extensiones import config_vigente
from registro.seguridad.cifrado import cifrar, descifrar

CARPETA = "importaciones"


def guardar(propio: UUID, contenido: bytes) -> None:
    """Guarda el archivo de una importación, que sólo lee este servidor."""
    ruta = _ruta(propio)
    ruta.parent.mkdir(mode=0o700, exist_ok=True)
    descriptor = os.open(ruta, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as salida:
        salida.write(cifrar(base64.b64encode(zlib.compress(contenido)).decode("ascii")))


def leer(propio: UUID) -> bytes:
    """El archivo tal como se subió.

    :raises NoEncontrado: ya se borró.
    """
    try:
        guardado = _ruta(propio).read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise NoEncontrado("El archivo ya no está en el servidor. Súbalo otra vez.") from error
    return zlib.decompress(base64.b64decode(descifrar(guardado)))


def borrar(propio: UUID) -> None:
    """Borra el archivo, si sigue."""
    _ruta(propio).unlink(missing_ok=True)


def _ruta(propio: UUID) -> Path:
    return Path(config_vigente().datos) / CARPETA / f"{propio}.cifrado"
