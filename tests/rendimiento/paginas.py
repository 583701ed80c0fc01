"""Cuánto pesa y cuánto tarda cada página de la demostración, con ocho conexiones a la vez.

Se ejecuta a mano: ``python -m tests.rendimiento.paginas``. Da cada cifra y su razón contra la primera página:
en una máquina ruidosa las razones se comparan mejor que los milisegundos.
"""

import re
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.navegacion.servidor_real import sirviendo

PUERTO = 8792
CONEXIONES = 8
VECES = 15  # por conexión y página
LIMITE_KB = 50
LIMITE_P95 = 60
MAXIMO_POR_ROL = 25
CUENTA = re.compile(r"\s*([a-z.]+)\s+([a-z]{4}(?:-[a-z]{4})+-\d{4})\b")


def main() -> None:
    """Levanta la demostración, recorre las páginas de cada rol y mide."""
    with tempfile.TemporaryDirectory() as carpeta:
        datos = Path(carpeta) / "datos"
        with sirviendo(["demo", "--puerto", str(PUERTO)], datos, PUERTO):
            lineas = (datos / "cuentas_demo.txt").read_text(encoding="utf-8").splitlines()
            medir_todo(dict(CUENTA.match(linea).groups() for linea in lineas if CUENTA.match(linea)))


def medir_todo(cuentas: dict[str, str]) -> None:
    """Una fila por página y el resumen."""
    base, peores = None, []
    for rol, clave in cuentas.items():
        galleta = entrar(rol, clave)
        for ruta in paginas_de(galleta):
            pesos, tiempos = medir(ruta, galleta)
            p95 = statistics.quantiles(tiempos, n=20)[-1]
            base = base or p95
            peores.append((p95, pesos, rol, ruta))
    peores.sort(reverse=True)
    print(f"{'p95 ms':>8} {'razón':>6} {'KB':>6}  página")
    for p95, peso, rol, ruta in peores[:30]:
        print(f"{p95:8.1f} {p95 / base:6.2f} {peso / 1024:6.1f}  {rol} {ruta}")
    print(f"{len(peores)} páginas. Peor p95 {peores[0][0]:.1f} ms (se busca ≤ {LIMITE_P95}).")
    print(f"La más pesada: {max(peso for _, peso, _, _ in peores) / 1024:.1f} KB (se busca ≤ {LIMITE_KB}).")


def entrar(rol: str, clave: str) -> str:
    """La galleta de la sesión de ese rol."""
    conexion = HTTPConnection("127.0.0.1", PUERTO)
    conexion.request("GET", "/entrar")
    puerta = conexion.getresponse()
    galleta, ficha = (
        puerta.getheader("Set-Cookie").split(";")[0],
        re.search(r'csrf_token" value="([^"]+)', puerta.read().decode())[1],
    )
    datos = urlencode({"usuario": rol, "clave": clave, "csrf_token": ficha})
    conexion.request(
        "POST", "/entrar", datos, {"Cookie": galleta, "Content-Type": "application/x-www-form-urlencoded"}
    )
    respuesta = conexion.getresponse()
    respuesta.read()
    return respuesta.getheader("Set-Cookie").split(";")[0]


def paginas_de(galleta: str) -> list[str]:
    """Las páginas a las que se llega desde el inicio siguiendo enlaces, sin repetir las de la misma forma."""
    vistas, cola, formas = [], ["/"], set()
    while cola and len(vistas) < MAXIMO_POR_ROL:
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
            if forma not in formas and not enlace.startswith("/estaticos"):
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


def medir(ruta: str, galleta: str) -> tuple[int, list[float]]:
    """Peso comprimido en bytes y los tiempos en milisegundos de todas las peticiones."""

    def una_conexion(_numero: int) -> tuple[int, list[float]]:
        conexion, tiempos, peso = HTTPConnection("127.0.0.1", PUERTO), [], 0
        for _ in range(VECES):
            inicio = time.perf_counter()
            conexion.request("GET", ruta, headers={"Cookie": galleta, "Accept-Encoding": "gzip"})
            respuesta = conexion.getresponse()
            peso = len(respuesta.read())
            tiempos.append((time.perf_counter() - inicio) * 1000)
        return peso, tiempos

    with ThreadPoolExecutor(CONEXIONES) as hilos:
        resultados = list(hilos.map(una_conexion, range(CONEXIONES)))
    return resultados[0][0], [tiempo for _, tiempos in resultados for tiempo in tiempos]


if __name__ == "__main__":
    main()
