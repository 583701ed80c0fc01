"""La tableta: su página, su service worker y su manifiesto. Son públicos, porque no llevan ningún dato."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, jsonify, make_response, render_template, url_for

from registro import rutas

bp = Blueprint("pwa", __name__, url_prefix="/campo")

# El lector es de WebAssembly y la cámara se ve en un <video>: es lo único que esta política abre de más.
CSP = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; media-src 'self' blob:; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
LECTOR = "campo/descifrador.worker.mjs"
HOJAS = ("base", "formularios", "piezas", "campo", "lectura", "tableta")
# Un cuaderno: no dice de quién es ni para qué. Recortable: el sistema le da la forma que quiera.
DIBUJOS = (
    ("notas.svg", "any", "any"),
    ("notas-192.png", "192x192", "any"),
    ("notas-512.png", "512x512", "any"),
    ("notas-recortable-512.png", "512x512", "maskable"),
)
AL_ABRIR = ("campo/*.mjs", "terceros/servidos/@hpke/**/*.js")
DE_LA_TABLETA = (
    "campo/*.mjs",
    "terceros/servidos/**/*.js",
    "terceros/servidos/**/*.wasm",
    *(f"estilo/{hoja}.css" for hoja in HOJAS),
    *(f"estilo/{dibujo}" for dibujo, _, _ in DIBUJOS),
)


@dataclass(frozen=True, slots=True)
class Version:
    """Lo que la tableta guarda para trabajar sin red: cada dirección con la huella de su contenido."""

    nombre: str
    archivos: dict[str, str]


@bp.get("/tableta")
def tableta() -> Response:
    """La página vacía de la aplicación; lo demás lo pone la tableta."""
    return _con_politica(make_response(_pagina(version().nombre)))


@bp.get("/lector.mjs")
def lector() -> Response:
    """El lector de códigos, en una dirección que el service worker alcanza."""
    return _con_politica(_javascript(_guion_del_lector()))


@bp.get("/sw.js")
def service_worker() -> Response:
    """El service worker de esta versión; cambia cuando cambia cualquier archivo de la tableta."""
    actual = version()
    guion = render_template("pwa/sw.js", version=actual.nombre, archivos=actual.archivos)
    return _con_politica(_javascript(guion))


@bp.get("/manifest.webmanifest")
def manifiesto() -> Response:
    """Cómo se instala: con un nombre y un dibujo que no dicen nada."""
    respuesta = jsonify(
        name="Notas",
        short_name="Notas",
        lang="es",
        start_url=url_for("pwa.tableta"),
        id=url_for("pwa.tableta"),
        scope=f"{bp.url_prefix}/",
        display="standalone",
        background_color="#14131a",
        theme_color="#14131a",
        icons=[
            {
                "src": url_for("static", filename=f"estilo/{dibujo}", v=None),
                "sizes": tamano,
                "type": "image/svg+xml" if dibujo.endswith("svg") else "image/png",
                "purpose": uso,
            }
            for dibujo, tamano, uso in DIBUJOS
        ],
    )
    respuesta.mimetype = "application/manifest+json"
    return respuesta


@cache
def version() -> Version:
    """La versión que se sirve: su nombre sale de lo que contiene."""
    raiz = rutas.estaticos()
    hallados = sorted({ruta for patron in DE_LA_TABLETA for ruta in raiz.glob(patron)})
    archivos = {
        url_for("static", filename=ruta.relative_to(raiz).as_posix(), v=None): _integridad(ruta)
        for ruta in hallados
    }
    propio = f"{archivos}{_pagina('')}{_guion_del_lector()}"
    return Version(sha256(propio.encode()).hexdigest()[:12], archivos)


def _pagina(nombre: str) -> str:
    return render_template("pwa/tableta.html", version=nombre, hojas=HOJAS, modulos=_modulos())


def _modulos() -> list[str]:
    """Los que la página pide al abrir; decirlos de una vez ahorra ir descubriéndolos de uno en uno."""
    raiz = rutas.estaticos()
    hallados = {ruta.relative_to(raiz).as_posix() for patron in AL_ABRIR for ruta in raiz.glob(patron)}
    return sorted(hallados - {LECTOR})


def _guion_del_lector() -> str:
    return f'import "{url_for("static", filename=LECTOR, v=None)}";\n'


def _integridad(ruta: Path) -> str:
    return f"sha256-{base64.b64encode(sha256(ruta.read_bytes()).digest()).decode()}"


def _javascript(texto: str) -> Response:
    return Response(texto, mimetype="text/javascript")


def _con_politica(respuesta: Response) -> Response:
    respuesta.headers["Content-Security-Policy"] = CSP
    return respuesta
