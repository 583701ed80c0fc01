"""La sección, quién llama y cómo se lee lo que manda."""

from __future__ import annotations

import zlib
from typing import Any

from flask import Blueprint, g, request

from registro.errores import ErrorDeRegistro
from registro.seguridad.dispositivos import consultas
from registro.seguridad.dispositivos.consultas import Conocido, NoEsDispositivo
from registro.textos import leer_json as leer

bp = Blueprint("api", __name__, url_prefix="/api/v1")

ESQUEMA_DE_TOKEN = "Dispositivo "  # noqa: S105 - el nombre del esquema, no un secreto
MAXIMO_DE_BYTES = 1024 * 1024
GZIP = 31


class DemasiadoGrande(ErrorDeRegistro):
    """Lo enviado pasa del límite."""

    estado = 413


def exigir_dispositivo() -> None:
    """La guarda de esta sección: quien llama es una tableta inscrita y, si tiene llave, firmó la petición.

    :raises NoEsDispositivo: no lo es.
    """
    autorizacion = request.headers.get("Authorization", "")
    if not autorizacion.startswith(ESQUEMA_DE_TOKEN):
        raise NoEsDispositivo(
            "sin_inscribir", "Falta el token de la tableta. Inscríbala con una invitación de administración."
        )
    ruta = request.full_path.rstrip("?")
    mensaje = f"{request.method}\n{ruta}\n".encode() + _cuerpo()
    token = autorizacion.removeprefix(ESQUEMA_DE_TOKEN).strip()
    g.dispositivo = consultas.reconocer(token, request.headers.get("Firma", ""), mensaje)


def dispositivo_actual() -> Conocido:
    """La tableta que llama; la guarda ya la reconoció."""
    ficha: Conocido = g.dispositivo
    return ficha


def leer_json() -> dict[str, Any]:
    """El objeto JSON del cuerpo, comprimido o no.

    :raises ErrorDeRegistro: es demasiado grande, está dañado o no es un objeto.
    """
    try:
        leido = leer(_descomprimido())
    except (ValueError, RecursionError) as error:
        raise ErrorDeRegistro("El cuerpo no es JSON válido. No se guardó nada: envíelo otra vez.") from error
    if not isinstance(leido, dict):
        raise ErrorDeRegistro("El cuerpo debe ser un objeto JSON. No se guardó nada.")
    return leido


def _cuerpo() -> bytes:
    request.max_content_length = MAXIMO_DE_BYTES
    if (request.content_length or 0) > MAXIMO_DE_BYTES:
        raise DemasiadoGrande("El lote pasa de 1 MB. No se guardó nada: envíelo en lotes más pequeños.")
    return request.get_data()


def _descomprimido() -> bytes:
    crudo = _cuerpo()
    if request.headers.get("Content-Encoding", "").lower() != "gzip":
        return crudo
    descompresor = zlib.decompressobj(GZIP)
    try:
        claro = descompresor.decompress(crudo, MAXIMO_DE_BYTES + 1)
    except zlib.error as error:
        raise ErrorDeRegistro("El cuerpo no se pudo descomprimir (gzip). No se guardó nada.") from error
    if len(claro) > MAXIMO_DE_BYTES:
        raise DemasiadoGrande(
            "El lote descomprimido pasa de 1 MB. No se guardó nada: envíelo en lotes más pequeños."
        )
    if not descompresor.eof:
        raise ErrorDeRegistro("El cuerpo llegó cortado. No se guardó nada: envíelo otra vez.")
    return claro
