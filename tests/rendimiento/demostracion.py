"""Cuánto tarda el primer arranque de la demostración, por partes, y cuánta memoria usa un trabajador.

Se ejecuta a mano: ``python tests/rendimiento/demostracion.py``. Ninguna prueba exige un tiempo.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

PUERTO = 8791
LIMITE_DE_ARRANQUE = 20
LIMITE_DE_MEMORIA = 120
PAGINAS = ("/entrar",)


def medir_por_partes(carpeta: Path) -> float:
    """Lo mismo que hace «registro demo», con un reloj entre parte y parte; devuelve el total en segundos."""
    os.environ["REGISTRO_DATOS"] = str(carpeta)
    inicio = anterior = time.perf_counter()

    def apuntar(parte: str) -> None:
        nonlocal anterior
        ahora = time.perf_counter()
        print(f"  {parte:<44} {ahora - anterior:6.2f} s")
        anterior = ahora

    from registro.aplicacion import crear_app
    from registro.cli import base
    from registro.config import Config, crear_claves
    from registro.esquema import migrar
    from registro.intercambio.demostracion import cuentas, operaciones
    from registro.seguridad.permisos import de_terminal

    apuntar("Importar el programa")
    crear_claves(carpeta)
    app = crear_app(Config.desde_entorno())
    apuntar("Claves y aplicación")
    migrar(app)
    apuntar("Migraciones")
    with app.app_context():
        base.sembrar()
        apuntar("Catálogos e instancia")
        operaciones.cargar(de_terminal("demostración"), al_terminar=apuntar)
        apuntar("Guardar en disco")
        cuentas.preparar_cuentas(de_terminal("demostración"), carpeta)
        apuntar("Cuentas")
    return time.perf_counter() - inicio


def medir_el_proceso(carpeta: Path) -> tuple[float, float]:
    """«registro demo» entero, hasta que contesta: segundos, y megabytes de su trabajador."""
    entorno = os.environ | {"REGISTRO_DATOS": str(carpeta), "PYTHONPATH": str(Path(__file__).parents[2])}
    orden = [sys.executable, "-c", "from registro.cli import main; main()", "demo", "--puerto", str(PUERTO)]
    inicio = time.perf_counter()
    with subprocess.Popen(
        orden, env=entorno, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as proceso:
        try:
            _esperar(proceso)
            tardo = time.perf_counter() - inicio
            for pagina in PAGINAS * 20:
                urlopen(f"http://127.0.0.1:{PUERTO}{pagina}").read()
            return tardo, max(_megabytes(trabajador) for trabajador in _hijos(proceso.pid))
        finally:
            proceso.terminate()


def _esperar(proceso: subprocess.Popen) -> None:
    while proceso.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{PUERTO}/entrar").read()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("El servidor no arrancó.")


def _hijos(padre: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{padre}/task/{padre}/children").read_text("ascii").split()]


def _megabytes(pid: int) -> float:
    """Memoria residente."""
    estado = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", estado)[1]) / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as temporal:
        print("Primer arranque, por partes:")
        total = medir_por_partes(Path(temporal) / "partes")
        print(f"  {'Total':<44} {total:6.2f} s")
        tardo, memoria = medir_el_proceso(Path(temporal) / "proceso")
    print(f"«registro demo» hasta contestar: {tardo:.1f} s (se espera ≤ {LIMITE_DE_ARRANQUE} s)")
    print(f"Memoria de un trabajador que no ha tocado una hoja: {memoria:.0f} MB (≤ {LIMITE_DE_MEMORIA} MB)")


if __name__ == "__main__":
    main()
