"""Sección campo."""

from flask import Blueprint

bp = Blueprint("campo", __name__, url_prefix="/campo")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
