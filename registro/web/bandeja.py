"""Sección bandeja."""

from flask import Blueprint

bp = Blueprint("bandeja", __name__, url_prefix="/bandeja")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
