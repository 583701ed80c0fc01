"""Sección administracion."""

from flask import Blueprint

bp = Blueprint("administracion", __name__, url_prefix="/administracion")


@bp.get("")
def inicio() -> str:
    """Portada."""
    return ""
