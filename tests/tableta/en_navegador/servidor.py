"""El servidor de la prueba: se apaga y vuelve en la misma dirección, y en su lugar puede contestar otro."""

import threading

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

PORTAL = b"<!doctype html><title>Wifi gratis</title><h1>Acepte las condiciones para navegar</h1>"


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
        self._vivo: tuple[BaseWSGIServer, threading.Thread] | None = None

    @property
    def direccion(self) -> str:
        return f"http://127.0.0.1:{self.puerto}"

    def prender(self, quien=None) -> "Servidor":
        servidor = make_server("127.0.0.1", self.puerto, quien or self._atender, threaded=True)
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
        """A la ruta `sordo` contesta que ahora no puede."""
        if self.sordo and entorno["PATH_INFO"] == self.sordo:
            empezar("503 Service Unavailable", [("Content-Type", "text/plain")])
            return [b"ahora no"]
        return self.app(entorno, empezar)
