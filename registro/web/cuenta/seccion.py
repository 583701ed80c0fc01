"""La sección de la cuenta propia."""

from flask import Blueprint

bp = Blueprint("cuenta", __name__, url_prefix="/cuenta")
