"""Cabeceras de seguridad, compresión y versión de los archivos estáticos."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, current_app, request, url_for

from registro import rutas
from registro.web import guiones

CABECERAS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), microphone=(), geolocation=(), display-capture=(), payment=(), usb=()"
    ),
}
VALE_LA_PENA_COMPRIMIR = 1024
TEXTO = ("text/", "application/json", "application/javascript", "application/wasm", "image/svg+xml")


def instalar(app: Flask) -> None:
    """Añade las cabeceras a toda respuesta y la versión a toda dirección de estático."""
    guiones.instalar(app)
    app.after_request(_proteger)
    app.after_request(_comprimir)
    app.url_defaults(_con_version)
    app.jinja_env.globals["url_for"] = _direccion
    app.wsgi_app = _sin_cuerpo(app.wsgi_app)  # type: ignore[assignment]  # así se envuelve en Flask


def _sin_cuerpo(atender: WSGIApplication) -> WSGIApplication:
    """Quien sólo pide las cabeceras recibe las mismas que quien pide la página, y nada más."""

    def contestar(entorno: WSGIEnvironment, responder: StartResponse) -> Iterable[bytes]:
        if entorno["REQUEST_METHOD"] != "HEAD":
            return atender(entorno, responder)
        cuerpo = atender({**entorno, "REQUEST_METHOD": "GET"}, responder)
        if cerrar := getattr(cuerpo, "close", None):
            cerrar()
        return []

    return contestar


def _proteger(respuesta: Response) -> Response:
    for nombre, valor in CABECERAS.items():
        respuesta.headers.setdefault(nombre, valor)
    guiones.poner(respuesta)
    if request.is_secure or current_app.config["SESSION_COOKIE_SECURE"]:
        respuesta.headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint == "static" and "v" in request.args:
        respuesta.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    elif request.endpoint != "static":
        respuesta.headers.setdefault("Cache-Control", "no-store")  # nada de lo que se ve queda en una tableta
    return respuesta


def _comprimir(respuesta: Response) -> Response:
    respuesta.vary.add("Accept-Encoding")
    es_texto = (respuesta.mimetype or "").startswith(TEXTO)
    if not es_texto or not request.accept_encodings["gzip"] or "Content-Encoding" in respuesta.headers:
        return respuesta
    respuesta.direct_passthrough = False
    cuerpo = respuesta.get_data()
    if len(cuerpo) >= VALE_LA_PENA_COMPRIMIR and respuesta.status_code not in {204, 304}:
        # Con el nivel 3 la página que más tarda pesa un kB más y cuesta una catorceava parte menos.
        respuesta.set_data(gzip.compress(cuerpo, compresslevel=3, mtime=0))
        respuesta.headers["Content-Encoding"] = "gzip"
    return respuesta


def _direccion(punto: str, /, **valores: Any) -> str:
    """La que escriben las plantillas; la de un estático no cambia mientras corre el programa."""
    if punto == "static" and valores.keys() == {"filename"}:
        return _de_estatico(request.script_root, valores["filename"])
    return url_for(punto, **valores)


@cache
def _de_estatico(_raiz: str, archivo: str) -> str:
    return url_for("static", filename=archivo)


@cache
def _huella_de(archivo: str) -> str | None:
    ruta = rutas.estaticos() / archivo
    return sha256(ruta.read_bytes()).hexdigest()[:12] if ruta.is_file() else None


def _con_version(punto: str, valores: dict[str, Any]) -> None:
    if punto == "static" and "filename" in valores and (huella := _huella_de(valores["filename"])):
        valores.setdefault("v", huella)
