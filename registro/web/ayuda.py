"""Sección ayuda."""

from flask import Blueprint

bp = Blueprint("ayuda", __name__, url_prefix="/ayuda")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
