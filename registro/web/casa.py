"""Sección casa."""

from flask import Blueprint

bp = Blueprint("casa", __name__, url_prefix="/casa")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
