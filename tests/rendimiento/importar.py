"""Cuánto tarda importar asistencias, frente a un bucle de INSERT sin más. Imprime; no exige nada.

Uso: python -m tests.rendimiento.importar [filas]
"""

import csv
import sqlite3
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from random import Random

from registro import esquema
from registro.aplicacion import crear_app
from registro.cli.base import sembrar
from registro.config import Config, crear_claves
from registro.extensiones import transaccion
from registro.intercambio import lectura
from registro.intercambio.operaciones import importar
from registro.intercambio.tipos import TIPOS
from registro.personas import credenciales
from registro.personas.reglas import generar_codigo
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import de_terminal

TARJETAS = 8_000
LUGARES = ("Casa De Todas", "Plazoleta Mariposa", "Plaza de Lourdes", "Patio Bonito")
CONOCIDA, DESCONOCIDA = 0.80, 0.02  # del resto, sin tarjeta


@contextmanager
def instalacion():
    """Un registro recién instalado en una carpeta que se borra."""
    with tempfile.TemporaryDirectory() as carpeta:
        datos = Path(carpeta)
        app = crear_app(Config(datos, f"sqlite:///{datos / 'registro.sqlite3'}", crear_claves(datos)))
        esquema.migrar(app)
        with app.app_context():
            sembrar()
            yield datos
        esquema.cerrar(app)


def emitir(azar):
    codigos = [generar_codigo(azar.getrandbits) for _ in range(TARJETAS)]
    with transaccion() as sesion:
        credenciales.emitir(sesion, codigos)
        anotar(de_terminal(), "credenciales.emitir", "rendimiento")
    return codigos


def escribir(ruta, cuantas, codigos, azar):
    """El archivo: tarjetas conocidas y desconocidas y filas sueltas, en 240 jornadas."""
    with ruta.open("w", encoding="utf-8", newline="") as abierto:
        escritor = csv.writer(abierto)
        escritor.writerow(TIPOS["asistencias"].plantilla.split(","))
        for _ in range(cuantas):
            suerte, dia = azar.random(), azar.randrange(60)
            if suerte < CONOCIDA:
                tarjeta = azar.choice(codigos)
            else:
                tarjeta = generar_codigo(azar.getrandbits) if suerte < CONOCIDA + DESCONOCIDA else ""
            fecha = f"2023-{1 + dia // 6:02}-{1 + dia % 6 * 4:02}"
            donde = (fecha, azar.choice(LUGARES), "Los Mártires", "jornada")
            escritor.writerow([*donde, tarjeta, azar.choice(["18-28", "29-59", "60+"]), "mujer", "si"])


def bucle_sin_mas(datos, cuantas):
    """Segundos que tarda SQLite, por sí solo, en insertar ``cuantas`` asistencias en una transacción."""
    conexion = sqlite3.connect(datos / "bucle.sqlite3", isolation_level=None)
    conexion.execute("pragma journal_mode=wal")
    conexion.execute("create table a (id integer primary key, b int, c int, d text, unique (b, c))")
    inicio = time.perf_counter()
    conexion.execute("begin")
    for numero in range(cuantas):
        conexion.execute("insert into a (b, c, d) values (?, ?, ?)", (numero % 240, numero, "2023-03-13"))
    conexion.execute("commit")
    conexion.close()
    return time.perf_counter() - inicio


def medir(que, funcion, cuantas):
    inicio, procesador = time.perf_counter(), time.process_time()
    hecho = funcion()
    segundos, propios = time.perf_counter() - inicio, time.process_time() - procesador
    print(f"{que}: {segundos:.2f} s ({propios:.2f} de procesador), {cuantas / segundos:,.0f} filas/s")
    return hecho, segundos


def main(cuantas=50_000):
    azar = Random(2023)
    tipo = TIPOS["asistencias"]
    with instalacion() as datos:
        codigos = emitir(azar)
        escribir(datos / "filas.csv", cuantas, codigos, azar)
        leido, al_leer = medir("Leer el CSV", lambda: lectura.leer_ruta(datos / "filas.csv", tipo), cuantas)
        medir("Simular", lambda: importar(de_terminal(), tipo, leido.filas, simular=True), cuantas)
        hecho, al_entrar = medir("Importar", lambda: importar(de_terminal(), tipo, leido.filas), cuantas)
        print(f"  {hecho.nuevas} nuevas, {hecho.repetidas} repetidas, {hecho.rechazadas} rechazadas")
        medir("Repetir", lambda: importar(de_terminal(), tipo, leido.filas), cuantas)
        base = bucle_sin_mas(datos, cuantas)
        print(f"Bucle de INSERT: {base:.2f} s. Importar tarda {(al_leer + al_entrar) / base:.0f} veces eso.")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
