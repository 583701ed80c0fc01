"""La sección de la Dirección."""

from flask import Blueprint

bp = Blueprint("revision", __name__, url_prefix="/revision")
