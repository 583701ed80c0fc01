"""El contrato, tal como está escrito junto a este archivo."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from flask import Response

from registro.web.api.seccion import bp

ARCHIVO = Path(__file__).with_name("openapi.json")


@bp.get("/openapi.json")
def descripcion() -> Response:
    """La descripción OpenAPI de esta versión."""
    return Response(_texto(), mimetype="application/json")


@cache
def _texto() -> bytes:
    return ARCHIVO.read_bytes()
