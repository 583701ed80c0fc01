"""Sección secretaria."""

from flask import Blueprint

bp = Blueprint("secretaria", __name__, url_prefix="/actividades")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
