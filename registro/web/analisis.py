"""Sección analisis."""

from flask import Blueprint

bp = Blueprint("analisis", __name__, url_prefix="/tablas")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
