"""Sección publico."""

from flask import Blueprint

bp = Blueprint("publico", __name__, url_prefix="/s")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
