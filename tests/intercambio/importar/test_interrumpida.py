"""Matar el proceso a la mitad deja lotes enteros, y el mismo archivo completa lo que falta."""

import os
import signal
import subprocess
import sys
import time

import pytest
from sqlalchemy import create_engine, text

from registro.intercambio.operaciones.lotes import POR_LOTE

FILAS = 6_000
PLAZO = 60


@pytest.mark.lento
def test_matar_el_proceso_deja_lotes_enteros_y_repetir_completa(app, terminal, tmp_path):
    archivo = tmp_path / "asistencias.csv"
    fila = "2023-03-13,Casa De Todas,14,jornada,\n"
    archivo.write_text("fecha,lugar,localidad,tipo,credencial\n" + fila * FILAS, encoding="utf-8")
    config = app.config["REGISTRO"]
    entorno = os.environ | {"REGISTRO_DATOS": str(config.datos), "REGISTRO_BASE": config.base}
    orden = [
        sys.executable,
        "-c",
        "from registro.cli import main; main()",
        "importar",
        "asistencias",
        archivo,
    ]
    motor = create_engine(config.base)

    def cuantas():
        with motor.connect() as conexion:
            return conexion.execute(text("select count(*) from asistencia")).scalar()

    with subprocess.Popen(orden, env=entorno, stdout=subprocess.DEVNULL) as proceso:
        limite = time.monotonic() + PLAZO
        while not cuantas() and time.monotonic() < limite:
            time.sleep(0.02)
        proceso.send_signal(signal.SIGKILL)
    quedaron = cuantas()
    motor.dispose()
    assert 0 < quedaron < FILAS
    assert quedaron % POR_LOTE == 0
    resultado = terminal("importar", "asistencias", archivo)
    assert resultado.exit_code == 0
    faltaban = f"{FILAS - quedaron:,}".replace(",", ".")
    assert resultado.stdout.startswith(f"Entraron {faltaban} de 6.000 filas;")
