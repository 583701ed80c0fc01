"""Cuánto tarda el primer arranque de la demostración, por partes, y cuánta memoria usa un trabajador.

Se ejecuta a mano: ``python -m tests.rendimiento.demostracion``. Ninguna prueba exige un tiempo.
"""

import os
import re
import sys
import tempfile
import time
from pathlib import Path

from tests.navegacion.servidor_real import sirviendo
from tests.rendimiento import paginas

LIMITE_DE_ARRANQUE = 20
LIMITE_DE_MEMORIA = 120
# Pillow es de las pruebas; donde está, la librería de los QR la trae, y una instalación no la tiene.
SIN_PILLOW = [
    sys.executable,
    "-c",
    "import sys; sys.modules['PIL'] = None; from registro.cli import main; main()",
]


def main() -> None:
    with tempfile.TemporaryDirectory() as temporal:
        print("Primer arranque, por partes:")
        total = medir_por_partes(Path(temporal) / "partes")
        print(f"  {'Total':<44} {total:6.2f} s")
        tardo, visitadas, memoria = medir_el_proceso(Path(temporal) / "proceso")
    print(f"«registro demo» hasta contestar: {tardo:.1f} s (se busca ≤ {LIMITE_DE_ARRANQUE} s)")
    print(f"Un trabajador, tras {visitadas} páginas sin hojas: {memoria:.0f} MB (≤ {LIMITE_DE_MEMORIA} MB)")


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
        apuntar("Catálogos, textos, mesa y objetivos")
        operaciones.cargar(de_terminal("la demostración"), al_terminar=apuntar)
        apuntar("Guardar en disco")
        cuentas.preparar_cuentas(de_terminal("la demostración"), carpeta)
        apuntar("Cuentas")
    return time.perf_counter() - inicio


def medir_el_proceso(carpeta: Path) -> tuple[float, int, float]:
    """La orden entera: segundos hasta que atiende, y megabytes del trabajador tras recorrer cada rol."""
    inicio = time.perf_counter()
    with sirviendo(["demo", "--puerto", str(paginas.PUERTO)], carpeta, paginas.PUERTO, SIN_PILLOW):
        tardo = time.perf_counter() - inicio
        with paginas.galletas(carpeta) as de_cada_rol:
            visitadas = sum(len(paginas.paginas_de(galleta)) for galleta in de_cada_rol.values())
        trabajadores = [hijo for pid in paginas.quien_atiende() for hijo in _hijos(pid)]
        return tardo, visitadas, max(map(_megabytes, trabajadores))


def _hijos(padre: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{padre}/task/{padre}/children").read_text("ascii").split()]


def _megabytes(pid: int) -> float:
    """Memoria residente."""
    estado = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", estado)[1]) / 1024


if __name__ == "__main__":
    main()
