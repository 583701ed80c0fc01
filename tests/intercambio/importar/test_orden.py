"""`registro importar`: lo que otros programas leen de ella."""

import csv

import pytest
from openpyxl import Workbook

from registro.intercambio.tipos import TIPOS

JORNADAS = "fecha,lugar,localidad,asistentes\n"
BUENA = "2023-03-13,Casa De Todas,14,25\n"
OTRA = "30/03/2023,Plazoleta Mariposa,Santa Fé,23\n"
MALA = '2023-13-40,"=cmd|calc",Kennedy,4\n'


@pytest.fixture
def archivo(tmp_path):
    def escribir(contenido, nombre="filas.csv"):
        ruta = tmp_path / nombre
        ruta.write_bytes(contenido if isinstance(contenido, bytes) else contenido.encode())
        return ruta

    return escribir


def test_todas_entran_y_la_segunda_vez_ya_estaban(terminal, archivo):
    ruta = archivo(JORNADAS + BUENA + OTRA)
    primera, segunda = terminal("importar", "jornadas", ruta), terminal("importar", "jornadas", ruta)
    assert (primera.exit_code, primera.stdout) == (0, "Entraron 2 de 2 filas; 0 ya estaban; 0 rechazadas.\n")
    assert (segunda.exit_code, segunda.stdout) == (0, "Entraron 0 de 2 filas; 2 ya estaban; 0 rechazadas.\n")


def test_con_filas_malas_entra_el_resto_y_las_malas_quedan_en_el_archivo_de_rechazos(
    terminal, archivo, tmp_path
):
    salida = tmp_path / "malas.csv"
    orden = terminal("importar", "jornadas", archivo(JORNADAS + MALA + BUENA), "--rechazos", salida)
    assert orden.exit_code == 2
    assert "Línea 2, fecha: " in orden.stderr
    with salida.open(encoding="utf-8-sig", newline="") as abierto:
        encabezado, rechazada = csv.reader(abierto)
    assert encabezado == ["fecha", "lugar", "localidad", "asistentes", "linea", "columna", "motivo"]
    assert rechazada[:6] == ["2023-13-40", "'=cmd|calc", "Kennedy", "4", "2", "fecha"]
    assert salida.stat().st_mode & 0o077 == 0


def test_el_archivo_de_rechazos_se_corrige_y_se_importa_tal_cual(terminal, archivo, tmp_path):
    salida = tmp_path / "malas.csv"
    terminal("importar", "jornadas", archivo(JORNADAS + MALA), "--rechazos", salida)
    salida.write_text(salida.read_text("utf-8-sig").replace("2023-13-40", "2023-12-14"), encoding="utf-8")
    orden = terminal("importar", "jornadas", salida)
    assert (orden.exit_code, orden.stderr) == (0, "")


def test_si_no_entra_ninguna_no_se_hizo_nada(terminal, archivo):
    assert terminal("importar", "jornadas", archivo(JORNADAS + MALA)).exit_code == 1


def test_simular_no_deja_nada(terminal, archivo):
    ruta = archivo(JORNADAS + BUENA)
    simulada = terminal("importar", "jornadas", ruta, "--simular")
    assert (simulada.exit_code, simulada.stdout[:10]) == (0, "Entrarían ")
    assert terminal("importar", "jornadas", ruta).stdout.startswith("Entraron 1 de 1")


def test_las_plantillas_son_encabezados_que_el_importador_acepta(terminal, archivo):
    for tipo in TIPOS:
        plantilla = terminal("importar", "--plantilla", tipo)
        assert (plantilla.exit_code, plantilla.stdout.count("\n")) == (0, 1)
        sin_filas = terminal("importar", tipo, archivo(plantilla.stdout))
        assert "sólo tiene el encabezado" in sin_filas.stderr


def test_lo_que_no_se_puede_hacer_se_dice_y_termina_en_uno(terminal):
    frases = {
        ("importar",): "Falta qué importar",
        ("importar", "recetas", "x.csv"): "«recetas» no es algo que se pueda importar",
        ("importar", "jornadas", "no-existe.csv"): "No se pudo abrir",
        ("importar", "--plantilla", "recetas"): "Se puede: jornadas, ",
    }
    for orden, frase in frases.items():
        resultado = terminal(*orden)
        assert resultado.exit_code == 1
        assert frase in resultado.stderr


def test_un_excel_con_fechas_y_numeros_suyos_entra_igual(terminal, tmp_path):
    libro = Workbook()
    libro.create_sheet("datos")
    hoja = libro["datos"]
    for fila in [
        ["Fecha ", "LUGAR", "Localidad", "Asistentes"],
        ["13/03/2023", "Casa De Todas", 14, 25.0],
        [],
    ]:
        hoja.append(fila)
    libro.save(tmp_path / "filas.xlsx")
    orden = terminal("importar", "jornadas", tmp_path / "filas.xlsx")
    assert orden.stdout == "Entraron 1 de 1 filas; 0 ya estaban; 0 rechazadas.\n"
