"""Adónde se puede volver: sólo a direcciones de este mismo servidor."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for


def destino_propio(luego: str | None) -> str:
    """``luego`` si es una dirección de aquí; si no, la portada."""
    if luego and luego.startswith("/") and not luego.startswith(("//", "/\\")) and not urlsplit(luego).netloc:
        return luego
    return url_for("ingreso.inicio")
