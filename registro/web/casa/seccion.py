"""La sección de la Casa."""

from flask import Blueprint

bp = Blueprint("casa", __name__, url_prefix="/casa")
