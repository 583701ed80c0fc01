"""La sección y su portada."""

from flask import Blueprint, render_template

from registro.catalogos.consultas.edicion import CATALOGOS

bp = Blueprint("administracion", __name__, url_prefix="/administracion")


@bp.get("")
def inicio() -> str:
    """Qué se administra."""
    return render_template("administracion/inicio.html", catalogos=CATALOGOS.values())
