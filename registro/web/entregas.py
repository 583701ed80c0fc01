"""Un archivo que sale después de una pregunta: a dónde se sigue, y por dónde se vuelve."""

from __future__ import annotations

from collections.abc import Container, Mapping
from urllib.parse import parse_qs, urlsplit

from flask import current_app, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from registro.seguridad.acceso import proposito
from registro.web import RUTAS_QUE_ENTREGAN, RUTAS_QUE_PIDEN_PROPOSITO


def pide(rutas: Mapping[str, str], punto: str, dados: Container[str]) -> bool:
    """Si esa ruta está entre ésas, con el argumento que dicen."""
    argumento = rutas.get(punto)
    return argumento is not None and (not argumento or argumento in dados)


def entrega(direccion: str, metodo: str = "GET", dados: Container[str] = ()) -> bool:
    """Si esa dirección, pedida así, da un archivo en vez de una página."""
    return _pide(RUTAS_QUE_ENTREGAN, direccion, metodo, dados)


def seguir(luego: str, desde: str) -> Response:
    """A donde se iba. Un archivo no cambia la página: la que dice que empezó reemplaza a la pregunta."""
    if not entrega(luego):
        return redirect(luego, 303)
    if _pide(RUTAS_QUE_PIDEN_PROPOSITO, luego) and not proposito():
        return redirect(url_for("cuenta.proposito", luego=luego, desde=desde), 303)
    return redirect(url_for("cuenta.descarga", luego=luego, desde=desde), 303)


def pagina_anterior() -> str:
    """La de este mismo servidor en que estaba quien pide el archivo; vacía si no se sabe."""
    partes = urlsplit(request.referrer or "")
    if partes.netloc != request.host:
        return ""
    return f"{partes.path}?{partes.query}" if partes.query else partes.path


def _pide(rutas: Mapping[str, str], direccion: str, metodo: str = "GET", dados: Container[str] = ()) -> bool:
    partes = urlsplit(direccion)
    mapa = current_app.create_url_adapter(request)
    try:
        punto = str(mapa.match(partes.path, method=metodo)[0]) if mapa else ""
    except HTTPException:
        return False  # no existe: que lo diga su página
    return pide(rutas, punto, dados or parse_qs(partes.query))
