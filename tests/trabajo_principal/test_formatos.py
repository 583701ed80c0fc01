"""La misma tabla dice lo mismo en la terminal, en CSV, en JSON y en Excel."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

DE_LA_MESA = ("--instancia", "ZESAI", "--semestre", "2020-1")
EN_2023 = ("--vigencia", "2023")
TABLAS = [
    ("mebog", EN_2023),
    ("jornadas", EN_2023),
    ("mesas_tecnicas", EN_2023),
    ("atenciones", EN_2023),
    ("productos_por_sector", ()),
    ("productos_por_objetivo", ()),
    ("sector_por_objetivo", ()),
    ("periodicidad", ()),
    ("asistencia_mesa", DE_LA_MESA),
    ("funciones_mesa", DE_LA_MESA),
    ("sesiones_mesa", DE_LA_MESA),
]


def pedir(terminal, nombre, formato, opciones):
    dicho = terminal("tabla", nombre, "--formato", formato, *opciones)
    assert dicho.exit_code == 0, dicho.stderr
    return dicho


@pytest.mark.parametrize("nombre,opciones", TABLAS)
def test_cada_formato_trae_las_mismas_cifras(terminal, nombre, opciones):
    fiel = json.loads(pedir(terminal, nombre, "json", opciones).stdout)
    filas = fiel["filas"] + ([fiel["totales"]] if fiel["totales"] else [])
    plano = pedir(terminal, nombre, "csv", opciones).stdout_bytes.decode("utf-8-sig")
    encabezado, *planas = csv.reader(io.StringIO(plano))
    assert encabezado == fiel["columnas"]
    assert planas == [[str(valor) for valor in fila] for fila in filas]
    texto = pedir(terminal, nombre, "texto", opciones).stdout
    assert texto.startswith(fiel["titulo"])
    assert f"Fuente: {fiel['fuente']}" in texto
    libro = load_workbook(io.BytesIO(pedir(terminal, nombre, "xlsx", opciones).stdout_bytes))
    en_hoja = [["" if valor is None else valor for valor in fila] for fila in libro.active.values]
    for fila in filas:
        assert any(_mismas(fila, celdas) for celdas in en_hoja), fila


def _mismas(fila, celdas):
    """Las fechas del libro son fechas; lo demás, igual."""
    escritas = [
        valor.date().isoformat() if hasattr(valor, "date") else valor for valor in celdas[: len(fila)]
    ]
    return escritas == fila
