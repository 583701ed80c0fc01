"""Atacantes en su propio proceso, sin red: por la misma puerta WSGI y sobre la misma base."""

import multiprocessing
import queue

from tests.rendimiento.asedio.instalacion import Asedio
from tests.rendimiento.asedio.puerta import PuertaDeAdentro


class DeAdentro:
    """Los procesos que atacan sin red: cada uno con su propia aplicación sobre la misma base."""

    def __init__(self, asedio):
        contexto = multiprocessing.get_context("spawn")
        self.asedio, self._dicho = asedio, contexto.Queue()
        propios = asedio.blanco, asedio.pedido, asedio._gastadas, self._dicho
        self._procesos = [
            contexto.Process(target=atacar, args=(numero, *propios), daemon=True)
            for numero in range(1, asedio.pedido.atacantes + 1)
        ]
        for proceso in self._procesos:
            proceso.start()

    def esperar(self):
        """Hasta que se gasten las entradas; un proceso que no termina bien es también un error."""
        faltan = len(self._procesos)
        while faltan:
            try:
                self.asedio.sumar(*self._dicho.get(timeout=1))
                faltan -= 1
            except queue.Empty:
                if caidos := [proceso.exitcode for proceso in self._procesos if proceso.exitcode]:
                    self.asedio.apuntar(f"un atacante se cayó: {caidos}", b"")
                    return

    def terminar(self):
        """Ninguno sigue vivo al salir."""
        for proceso in self._procesos:
            proceso.terminate()


def atacar(numero, blanco, pedido, gastadas, dicho):
    """Un atacante en su proceso; al terminar dice lo que gastó y lo que halló."""
    from registro.aplicacion import crear_app
    from registro.config import Config
    from tests.rendimiento.asedio.fuego import Atacante

    app = crear_app(Config.desde_entorno())
    app.config["PROPAGATE_EXCEPTIONS"] = False
    Asedio.puerta_de = PuertaDeAdentro
    asedio = Asedio(app, pedido, blanco)
    asedio._gastadas = gastadas
    try:
        Atacante(asedio, numero).run()
    except Exception as error:
        asedio.malas[f"el atacante {numero} se cayó: {error!r}"] += 1
        raise
    finally:
        dicho.put((dict(asedio.por_clase), dict(asedio.malas)))
