"""El servidor de la prueba: se apaga y vuelve en la misma dirección, y en su lugar puede contestar otro."""

import io
import threading
from pathlib import Path

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from tests.navegacion.navegador import Callado

PORTAL = b"<!doctype html><title>Wifi gratis</title><h1>Acepte las condiciones para navegar</h1>"


NO_LA_QUIERO = b'{"error":{"mensaje":"Una lectura no se entiende.","campo":"lecturas"}}'


def portal(entorno, empezar):
    """Una red que pide aceptar condiciones: a todo contesta 200 con su propia página."""
    empezar("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [PORTAL]


class Servidor:
    """La misma dirección toda la prueba, atienda quien atienda."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.puerto = 0
        self.sordo = ""
        self.malas: set[str] = set()
        self.certificado: tuple[Path, Path] | None = None
        self._vivo: tuple[BaseWSGIServer, threading.Thread] | None = None

    @property
    def direccion(self) -> str:
        return f"http{'s' if self.certificado else ''}://127.0.0.1:{self.puerto}"

    def prender(self, quien=None) -> "Servidor":
        quien, claves = quien or self._atender, self.certificado
        servidor = make_server(
            "127.0.0.1", self.puerto, quien, threaded=True, ssl_context=claves, request_handler=Callado
        )
        self.puerto = servidor.server_port
        hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.05})
        hilo.start()
        self._vivo = servidor, hilo
        return self

    def apagar(self) -> None:
        if self._vivo:
            servidor, hilo = self._vivo
            servidor.shutdown()
            hilo.join()
            servidor.server_close()
            self._vivo = None

    def _atender(self, entorno, empezar):
        """A la ruta `sordo` contesta que ahora no puede; un lote con alguna de las `malas` no lo quiere."""
        if self.sordo and entorno["PATH_INFO"] == self.sordo:
            empezar("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"ahora no"]
        if self.malas and entorno["REQUEST_METHOD"] == "POST":
            cuerpo = entorno["wsgi.input"].read(int(entorno["CONTENT_LENGTH"]))
            entorno["wsgi.input"] = io.BytesIO(cuerpo)
            if any(mala.encode() in cuerpo for mala in self.malas):
                empezar("422 Unprocessable Entity", [("Content-Type", "application/json")])
                return [NO_LA_QUIERO]
        return self.app(entorno, empezar)
