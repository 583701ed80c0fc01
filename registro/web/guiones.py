"""La política de contenido: qué guiones corren en una página y a quién puede llamar.

En una página corre sólo el guion que lleva el número de su respuesta, al azar y otro cada vez: lo que alguien
lograra escribir en ella no lo tiene. Lo que no es una página no corre nada.
"""

from __future__ import annotations

import secrets

from flask import Flask, Response, g, make_response

CABECERA = "Content-Security-Policy"
BYTES_DEL_NUMERO = 16
_DE_LA_PETICION = "numero_de_los_guiones"
# El lector de códigos es de WebAssembly, corre aparte y mira un <video>: es lo único que se abre de más.
_CON_WASM, _CON_CAMARA = " 'wasm-unsafe-eval'", "worker-src 'self'; media-src 'self' blob:; "


def instalar(app: Flask) -> None:
    """Deja ``nonce()`` al alcance de las plantillas, también de las macros."""
    app.jinja_env.globals["nonce"] = nonce


def nonce() -> str:
    """El número de los guiones de esta respuesta."""
    if _DE_LA_PETICION not in g:
        setattr(g, _DE_LA_PETICION, secrets.token_urlsafe(BYTES_DEL_NUMERO))
    return str(getattr(g, _DE_LA_PETICION))


def poner(respuesta: Response) -> None:
    """La de esta respuesta, si su pantalla no puso otra; y olvida el número: el de la siguiente es otro."""
    if CABECERA not in respuesta.headers:
        es_pagina = respuesta.mimetype == "text/html"
        respuesta.headers[CABECERA] = _escribir(_los_numerados() if es_pagina else "'none'")
    g.pop(_DE_LA_PETICION, None)


def con_camara(pagina: str, estado: int = 200, *, formularios: str = "'self'") -> Response:
    """La página, con permiso para leer códigos con la cámara."""
    respuesta = make_response(pagina, estado)
    guiones = f"{_los_numerados()}{_CON_WASM}"
    respuesta.headers[CABECERA] = _escribir(guiones, _CON_CAMARA, formularios)
    return respuesta


def de_un_lector(guion: Response) -> Response:
    """Un guion que corre aparte (el lector, el service worker): sin página, los suyos son los de la casa."""
    guion.headers[CABECERA] = _escribir(f"'self'{_CON_WASM}", formularios="'none'")
    return guion


def _los_numerados() -> str:
    return f"'nonce-{nonce()}'"


def _escribir(guiones: str, de_mas: str = "", formularios: str = "'self'") -> str:
    return (
        f"default-src 'self'; script-src {guiones}; {de_mas}img-src 'self' data:; object-src 'none'; "
        f"base-uri 'none'; form-action {formularios}; frame-ancestors 'none'"
    )
