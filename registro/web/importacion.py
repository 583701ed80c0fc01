"""Sección importacion."""

from flask import Blueprint

bp = Blueprint("importacion", __name__, url_prefix="/importar")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
