"""La tableta: su página, su service worker y su manifiesto. Son públicos, porque no llevan ningún dato."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, jsonify, render_template, url_for

from registro import rutas
from registro.web.guiones import con_camara, de_un_lector, nonce

bp = Blueprint("pwa", __name__, url_prefix="/campo")

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
    return con_camara(_pagina(version().nombre, nonce), formularios="'none'")


@bp.get("/lector.mjs")
def lector() -> Response:
    """El lector de códigos, en una dirección que el service worker alcanza."""
    return de_un_lector(_javascript(_guion_del_lector()))


@bp.get("/sw.js")
def service_worker() -> Response:
    """El service worker de esta versión; cambia cuando cambia cualquier archivo de la tableta."""
    actual = version()
    guion = render_template("pwa/sw.js", version=actual.nombre, archivos=actual.archivos)
    return de_un_lector(_javascript(guion))


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
    propio = f"{archivos}{_pagina('', nonce=str)}{_guion_del_lector()}"
    return Version(sha256(propio.encode()).hexdigest()[:12], archivos)


def _pagina(nombre: str, nonce: Callable[[], str]) -> str:
    """La versión sale de lo que contiene, sin el número de los guiones, que es otro en cada respuesta."""
    partes = {"hojas": HOJAS, "modulos": _modulos(), "nonce": nonce}
    return render_template("pwa/tableta.html", version=nombre, **partes)


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
