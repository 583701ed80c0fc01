"""«registro servir» en su propio proceso, que se puede matar sin avisarle."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from typing import IO

from flask import Flask

from tests.tableta.en_navegador.servidor import Servidor

ORDEN = (sys.executable, "-c", "from registro.cli import main; main()", "servir", "--puerto")
PACIENCIA = 30


class ServidorDeVerdad(Servidor):
    """La misma dirección toda la prueba; `matar` es un corte de luz."""

    lo_que_dice: int | IO[bytes] = subprocess.DEVNULL

    def __init__(self, app: Flask, *opciones: str) -> None:
        super().__init__(app)
        self._opciones = opciones
        with socket.create_server(("127.0.0.1", 0)) as libre:
            self.puerto = libre.getsockname()[1]
        config = app.config["REGISTRO"]
        self._entorno = {**os.environ, "REGISTRO_DATOS": str(config.datos), "REGISTRO_BASE": config.base}
        self._proceso: subprocess.Popen[bytes] | None = None

    def prender(self, quien=None) -> "ServidorDeVerdad":
        if quien:
            super().prender(quien)
            return self
        self._proceso = subprocess.Popen(
            [*ORDEN, str(self.puerto), *self._opciones],
            env=self._entorno,
            start_new_session=True,
            stdout=self.lo_que_dice,
            stderr=self.lo_que_dice,
        )
        limite = time.monotonic() + PACIENCIA
        while not self._contesta():
            assert time.monotonic() < limite, "el servidor no arrancó"
            time.sleep(0.1)
        return self

    def matar(self) -> None:
        """kill -9 a él y a sus trabajadores."""
        assert self._proceso is not None
        os.killpg(self._proceso.pid, signal.SIGKILL)
        self._proceso.wait()
        self._proceso = None

    def apagar(self) -> None:
        if self._proceso:
            self.matar()
        super().apagar()

    def _contesta(self) -> bool:
        llamada = http.client.HTTPConnection("127.0.0.1", self.puerto, timeout=1)
        try:
            llamada.request("GET", "/campo/manifest.webmanifest")
            return llamada.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            llamada.close()
