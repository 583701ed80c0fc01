"""La sección de la bandeja."""

from flask import Blueprint

bp = Blueprint("bandeja", __name__, url_prefix="/bandeja")
