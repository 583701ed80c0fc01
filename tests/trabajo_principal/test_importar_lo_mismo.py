"""Quien importa los archivos publicados sobre la demostración no duplica nada: cada fila ya estaba."""

import csv

import pytest
from sqlalchemy import func, select

from registro import rutas
from registro.actividades.base import Actividad
from registro.extensiones import db
from registro.indicadores.modelo import Producto

ARCHIVOS = {
    "jornadas": "jornadas_2023.csv",
    "mebog": "mebog_2023.csv",
    "mesas_tecnicas": "mesas_tecnicas_2023.csv",
    "productos": "ppasp_productos.csv",
}


def cuantos():
    return [db.session.scalar(select(func.count(modelo.id))) for modelo in (Actividad, Producto)]


@pytest.mark.parametrize("tipo", ARCHIVOS)
def test_las_filas_publicadas_ya_estaban(contexto, terminal, datos_reales, tipo):
    antes = cuantos()
    dicho = terminal("importar", tipo, rutas.datos_demostracion() / ARCHIVOS[tipo])
    filas = len(datos_reales(ARCHIVOS[tipo]))
    assert dicho.exit_code == 0, dicho.stderr
    assert f"Entraron 0 de {filas} filas; {filas} ya estaban; 0 rechazadas." in dicho.stdout
    assert cuantos() == antes


def test_las_sesiones_de_la_mesa_y_su_asistencia_ya_estaban(contexto, terminal, datos_reales, tmp_path):
    datos = datos_reales("zesai_2020_1.json")
    motivos = iter(datos["periodo"]["extraordinarias_motivos"])
    sesiones = [
        {
            "instancia": "ZESAI",
            "fecha": sesion["fecha"],
            "clase": sesion["clase"],
            "funciones": ";".join(
                str(funcion["numero"])
                for funcion in datos["funciones"]
                if sesion["fecha"] in funcion["abordada_en"]
            ),
            "motivo": next(motivos) if sesion["clase"] == "extraordinaria" else "",
        }
        for sesion in datos["sesiones"]
    ]
    asistencias = [
        {"instancia": "ZESAI", "fecha": dia, "integrante": _integrante(datos, uno)}
        for uno in datos["integrantes"]
        for dia in uno["asistio"]
    ]
    for tipo, filas in (("sesiones_mesa", sesiones), ("asistencias_mesa", asistencias)):
        dicho = terminal("importar", tipo, _escribir(tmp_path / f"{tipo}.csv", filas))
        assert dicho.exit_code == 0, dicho.stderr
        assert f"Entraron 0 de {len(filas)} filas; {len(filas)} ya estaban" in dicho.stdout


def _integrante(datos, uno):
    """La entidad, o el puesto cuando la entidad tiene dos."""
    repetida = sum(otro["entidad"] == uno["entidad"] for otro in datos["integrantes"]) > 1
    return uno["puesto"] if repetida else uno["entidad"]


def _escribir(archivo, filas):
    with archivo.open("w", encoding="utf-8", newline="") as abierto:
        escritor = csv.DictWriter(abierto, list(filas[0]))
        escritor.writeheader()
        escritor.writerows(filas)
    return archivo
