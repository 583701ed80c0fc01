"""Sección bitacora."""

from flask import Blueprint

bp = Blueprint("bitacora", __name__, url_prefix="/bitacora")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
