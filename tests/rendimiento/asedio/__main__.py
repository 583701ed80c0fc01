"""El asedio: cien mil entradas que nadie espera y cien cortes de luz mientras se trabaja.

    python -m tests.rendimiento.asedio [--entradas 100000] [--cortes 100] [--motor sqlite]

Levanta su propio servidor en 127.0.0.1 con una demostración. Unas escriben de verdad (actividades, mesa,
reportes, Casa de Todas, tabletas, importaciones) y apuntan lo que el servidor les confirmó; otras mandan
textos de QR, lotes, archivos, direcciones y formularios envenenados: una por la red, y las demás en su propio
proceso y por la misma puerta WSGI sobre la misma base, que no esperan a que el servidor vuelva. Entre tanto
se mata al servidor (-9), siempre después de que confirmó algo. Al final ninguna respuesta fue un error del
servidor, lo confirmado está, la bitácora encadena y la base está entera; si no, lo dice y termina con error.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(RAIZ))

from tests.rendimiento.asedio.puerta import PACIENCIA  # noqa: E402 - hace falta la raíz

POR_CORTE = 20  # lo que confirma entre corte y corte, por lo menos


def main():
    """Arma el asedio, lo deja correr y revisa lo que quedó."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--entradas", type=int, default=100_000)
    opciones.add_argument("--cortes", type=int, default=100)
    opciones.add_argument("--atacantes", type=int, default=2, help="procesos que mandan sin red")
    opciones.add_argument("--trabajadores", type=int, default=2)
    opciones.add_argument("--semilla", type=int, default=2026)
    opciones.add_argument("--motor", choices=("sqlite", "postgresql"), default="sqlite")
    pedido = opciones.parse_args()
    from tests.rendimiento.lecturas import base

    with (
        tempfile.TemporaryDirectory(prefix="registro-asedio-") as carpeta,
        base(pedido.motor, carpeta) as url,
    ):
        os.environ.update({"REGISTRO_DATOS": f"{carpeta}/datos", "REGISTRO_BASE": url})
        if asediar(pedido):
            sys.exit(1)


def asediar(pedido):
    """Cuántas cosas salieron mal."""
    from registro.config import Config
    from tests.rendimiento.asedio.adentro import DeAdentro
    from tests.rendimiento.asedio.fuego import Atacante
    from tests.rendimiento.asedio.instalacion import Asedio, instalar
    from tests.rendimiento.asedio.oficios import OFICIOS
    from tests.tableta.en_navegador.servidor_de_verdad import ServidorDeVerdad

    asedio = Asedio(instalar(), pedido)
    servidor = ServidorDeVerdad(asedio.app, "--trabajadores", str(pedido.trabajadores))
    servidor.lo_que_dice = asedio.dicho = (Config.desde_entorno().datos / "servidor.txt").open("ab+")
    servidor.prender()
    asedio.puerto, desde = servidor.puerto, time.perf_counter()
    asedio.oficios = [oficio(asedio) for oficio in OFICIOS]
    luz = threading.Thread(target=cortar_la_luz, args=(servidor, asedio), daemon=True)
    adentro = DeAdentro(asedio)
    try:
        for hilo in (*asedio.oficios, Atacante(asedio, 0), luz):
            hilo.start()
        adentro.esperar()
        tardo = time.perf_counter() - desde
        luz.join()
        asedio.terminado.set()
        for hilo in asedio.oficios:
            hilo.join()
    finally:
        adentro.terminar()
        servidor.matar()
    print(f"{asedio.gastadas} entradas en {tardo:.0f} s ({asedio.gastadas / tardo:.0f} por segundo)")
    print(
        f"{asedio.cortes} cortes de luz; todo en {time.perf_counter() - desde:.0f} s, "
        f"{asedio.apagado:.0f} de ellos con el servidor apagado"
    )
    print("  " + ", ".join(f"{clase} {veces}" for clase, veces in sorted(asedio.por_clase.items())))
    return asedio.revisar(asedio.oficios)


def cortar_la_luz(servidor, asedio):
    """Reparte los cortes entre las entradas: mata el servidor en lo que esté haciendo y lo enciende.

    Antes espera a que haya confirmado unas cuantas cosas: lo que se prueba es que no las pierda.
    """
    cortes = asedio.pedido.cortes
    for numero in range(1, cortes + 1):
        meta, antes = asedio.pedido.entradas * numero // (cortes + 1), asedio.escritas
        limite = time.monotonic() + PACIENCIA
        while asedio.gastadas < meta or (asedio.escritas < antes + POR_CORTE and time.monotonic() < limite):
            time.sleep(0.02)
        servidor.matar()
        desde = time.monotonic()
        asedio.cortes += 1
        print(f"  corte {asedio.cortes}, con {asedio.gastadas} entradas", flush=True)
        servidor.prender()
        asedio.apagado += time.monotonic() - desde


if __name__ == "__main__":
    main()
