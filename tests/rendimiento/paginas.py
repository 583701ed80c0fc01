"""Cuánto pesa y cuánto tarda cada página de la demostración, con ocho conexiones a la vez.

Se ejecuta a mano: ``python -m tests.rendimiento.paginas [--trabajadores N] [--segundos S]``. De cada página
dice el p95, el procesador del servidor por petición (que en una máquina ocupada se compara mejor) y la razón
entre ese procesador y el de la página de entrada.
"""

import argparse
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from itertools import repeat
from pathlib import Path

from tests.navegacion.servidor_real import PROGRAMA, entorno, sirviendo
from tests.rendimiento.carga import Medida, cargar, peticion, procesador

PUERTO = 8792
LIMITE_KB = 50
LIMITE_P95 = 60
MAXIMO_POR_ROL = 30
PATRON = "/entrar"


def main() -> None:
    """Levanta la demostración, recorre las páginas de cada rol y mide."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--trabajadores", help="si falta, los del servidor")
    opciones.add_argument("--segundos", type=float, default=1.0)
    pedido = opciones.parse_args()
    with tempfile.TemporaryDirectory() as carpeta:
        datos = preparar(Path(carpeta))
        orden = ["servir", "--puerto", str(PUERTO)]
        orden += ["--trabajadores", pedido.trabajadores] if pedido.trabajadores else []
        with galletas(datos) as de_cada_rol, sirviendo(orden, datos, PUERTO):
            medir_todo(de_cada_rol, pedido.segundos)


def preparar(carpeta: Path) -> Path:
    """La carpeta de datos de una demostración recién cargada."""
    datos = carpeta / "datos"
    orden = [*PROGRAMA, "demo", "--sin-servidor"]
    subprocess.run(orden, env=entorno(datos), check=True, stdout=subprocess.DEVNULL)
    return datos


@contextmanager
def galletas(datos: Path) -> Iterator[dict[str, str]]:
    """La galleta de una sesión recién abierta de cada usuaria, con su segundo paso ya cumplido."""
    os.environ |= {"REGISTRO_DATOS": str(datos), "REGISTRO_BASE": ""}
    from registro.aplicacion import desde_entorno
    from registro.seguridad import acceso, consultas

    app, listas = desde_entorno(), {}
    with app.app_context():
        fichas = consultas.usuarias()
    for ficha in fichas:
        with app.test_request_context("/"):
            acceso.abrir_sesion(ficha)
            respuesta = app.process_response(app.make_response(""))
        listas[ficha.usuario] = respuesta.headers["Set-Cookie"].split(";")[0]
    yield listas


def medir_todo(de_cada_rol: dict[str, str], segundos: float) -> None:
    """Una fila por página, de la que más tarda a la que menos, y el resumen."""
    pids = quien_atiende()
    base, medidas = medir(PATRON, "", segundos, pids)[1], []
    for rol, galleta in de_cada_rol.items():
        rutas = paginas_de(galleta)
        medidas += [(*medir(ruta, galleta, segundos, pids), rol, ruta) for ruta in rutas]
    medidas.sort(key=lambda una: una[0].p95, reverse=True)
    print(f"{'p95 ms':>8} {'CPU ms':>7} {'razón':>6} {'KB':>6}  página")
    for medida, gasto, rol, ruta in medidas:
        print(
            f"{medida.p95:8.1f} {gasto:7.1f} {gasto / base:6.1f} {medida.peso / 1024:6.1f}  {rol} {ruta}"
            + (f"  {len(medida.errores)} ERRORES" if medida.errores else "")
        )
    pasan = sum(medida.p95 > LIMITE_P95 for medida, *_ in medidas)
    print(f"{len(medidas)} páginas; {pasan} pasan de {LIMITE_P95} ms de p95.")
    propio, pedidas = sum(m.propio for m, *_ in medidas), sum(m.unidades for m, *_ in medidas)
    parte = propio / sum(m.segundos for m, *_ in medidas)
    print(f"Quien mide gastó {propio * 1000 / pedidas:.2f} ms por petición: {parte:.0%} de un núcleo.")
    print(f"La más pesada: {max(m.peso for m, *_ in medidas) / 1024:.1f} KB (se busca ≤ {LIMITE_KB}).")


def medir(ruta: str, galleta: str, segundos: float, pids: list[int]) -> tuple[Medida, float]:
    """La medida, y los milisegundos de procesador que cada petición le costó al servidor."""
    pedida = peticion("GET", ruta, {"Cookie": galleta, "Accept-Encoding": "gzip"})
    cargar(PUERTO, iter([(pedida, 1)] * 16), segundos)
    antes = procesador(pids)
    medida = cargar(PUERTO, repeat((pedida, 1)), segundos)
    return medida, (procesador(pids) - antes) * 1000 / medida.unidades


def quien_atiende() -> list[int]:
    """Los procesos de este servidor: lo que este programa puso a andar."""
    hijos = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for archivo in hijos for pid in archivo.read_text("ascii").split()]


def paginas_de(galleta: str, cuantas: int = MAXIMO_POR_ROL) -> list[str]:
    """Las páginas a las que se llega desde el inicio siguiendo enlaces, sin repetir las de la misma forma."""
    vistas, cola, formas = [], ["/"], set()
    while cola and len(vistas) < cuantas:
        ruta = cola.pop(0)
        estado, tipo, cuerpo, destino = pedir(ruta, galleta)
        if destino:
            cola.insert(0, destino)
            continue
        if estado != 200 or tipo != "text/html":
            continue
        vistas.append(ruta)
        for enlace in re.findall(r'href="(/[^"#]*)"', cuerpo.decode()):
            forma = re.sub(r"[0-9a-f-]{8,}|\d+", "N", enlace.replace("&amp;", "&").split("?")[0])
            if forma not in formas and not enlace.startswith(("/estaticos", "/informes/")):
                formas.add(forma)
                cola.append(enlace.replace("&amp;", "&"))
    return vistas


def pedir(ruta: str, galleta: str) -> tuple[int, str, bytes, str | None]:
    """Una petición suelta: estado, tipo, cuerpo y, si redirige, a dónde."""
    conexion = HTTPConnection("127.0.0.1", PUERTO)
    conexion.request("GET", ruta, headers={"Cookie": galleta})
    respuesta = conexion.getresponse()
    tipo = (respuesta.getheader("Content-Type") or "").split(";")[0]
    return respuesta.status, tipo, respuesta.read(), respuesta.getheader("Location")


if __name__ == "__main__":
    main()
