"""La sección del enlace."""

from flask import Blueprint

bp = Blueprint("enlace", __name__, url_prefix="/reportes")
