"""`registro tabla` como la llaman otros programas."""

import io
import json

import openpyxl
import pytest

from registro.cli import tabla
from registro.fechas import fecha_larga
from registro.informes.catalogo.actividades import REGLA
from registro.seguridad.divulgacion.consultas import salidas
from tests.fabricas.tablas import crear_actividad


@pytest.fixture
def con_jornadas(contexto):
    crear_actividad("jornada", "2023-03-13", lugar="Casa De Todas", localidad="14", declaradas=25)
    crear_actividad("jornada", "2023-03-30", lugar="=cmd|calc", localidad="03", declaradas=0)


@pytest.fixture
def pedir(con_jornadas, terminal):
    return lambda *orden: terminal("tabla", *orden)


def test_en_json_la_forma_es_la_acordada(pedir):
    hecha = pedir("jornadas", "--vigencia", "2023", "--formato", "json")
    assert hecha.exit_code == 0, hecha.output
    assert json.loads(hecha.stdout) == {
        "titulo": "Jornadas de servicios, vigencia 2023",
        "columnas": ["Mes", "Día", "Lugar", "Localidad", "Asistentes"],
        "filas": [
            ["Marzo", 13, "Casa De Todas", "Los Mártires", 25],
            ["Marzo", 30, "=cmd|calc", "Santa Fe", 0],
        ],
        "totales": ["Total", "", "", "", 25],
        "fuente": "registros",
        "corte": "2023-12-31",
        "reglas": REGLA,
    }


def test_lo_que_se_lee_en_la_pantalla_queda_anotado_una_vez_al_dia_y_por_motivo(pedir, monkeypatch):
    monkeypatch.setattr(tabla, "en_pantalla", lambda: True)
    for motivo in ((), (), ("--motivo", "Para el boletín"), ("--motivo", "Para el boletín")):
        leida = pedir("jornadas", *motivo)
        assert "serie" not in leida.output
    assert [(una.que, una.formato, una.proposito, una.autora) for una in salidas()[0]] == [
        ("Jornadas de servicios", "texto", "Para el boletín", "terminal"),
        ("Jornadas de servicios", "texto", "Consulta de trabajo en la terminal", "terminal"),
    ]
    libro = pedir("jornadas", "--formato", "xlsx")
    assert (libro.exit_code, "Diga dónde va con --salida" in libro.stderr) == (1, True)
    assert salidas()[1] == 2  # lo que no salió no se anota


@pytest.mark.parametrize("formato", ["csv", "xlsx", "texto"])
def test_lo_que_va_por_la_tuberia_es_un_archivo_que_sale_con_su_ficha(pedir, tmp_path, formato):
    archivo = tmp_path / "jornadas"
    orden = "jornadas", "--vigencia", "2023", "--motivo", "Para el boletín", "--formato", formato
    guardada, por_tuberia = pedir(*orden, "--salida", archivo), pedir(*orden)
    assert (guardada.exit_code, por_tuberia.exit_code) == (0, 0)
    (ultima, primera), _ = salidas()
    assert (ultima.proposito, ultima.formato, ultima.clase) == ("Para el boletín", formato, "Reservada")
    assert ultima.serie != primera.serie
    if formato == "csv":  # las columnas son las de siempre: la ficha va por los avisos
        assert por_tuberia.stdout_bytes == archivo.read_bytes()
        dicho = por_tuberia.stderr
    elif formato == "xlsx":
        dicho = openpyxl.load_workbook(io.BytesIO(por_tuberia.stdout_bytes)).properties.description
    else:
        dicho = por_tuberia.stdout
    for parte in (ultima.serie, "Para el boletín", "terminal", fecha_larga(ultima.borrar_el)):
        assert parte in dicho


def test_en_texto_se_lee_y_dice_la_fuente(pedir):
    hecha = pedir("jornadas", "--vigencia", "2023")
    assert "Fuente: registros a 31 de diciembre de 2023." in hecha.stdout


def test_en_csv_no_lleva_formulas(pedir):
    hecha = pedir("jornadas", "--vigencia", "2023", "--formato", "csv")
    lineas = hecha.stdout_bytes.decode("utf-8-sig").splitlines()
    assert lineas[0] == "Mes,Día,Lugar,Localidad,Asistentes"
    assert lineas[2] == "Marzo,30,'=cmd|calc,Santa Fe,0"


def test_en_excel_va_a_un_archivo_o_a_otro_programa(pedir, tmp_path):
    archivo = tmp_path / "jornadas.xlsx"
    assert pedir("jornadas", "--formato", "xlsx", "--salida", archivo).exit_code == 0
    por_tuberia = pedir("jornadas", "--formato", "xlsx").stdout_bytes
    for libro in (archivo, io.BytesIO(por_tuberia)):
        assert openpyxl.load_workbook(libro).active["E6"].value == 25


def test_una_carpeta_que_no_existe_se_dice_en_una_frase(pedir, tmp_path):
    hecha = pedir("jornadas", "--formato", "csv", "--salida", tmp_path / "no" / "jornadas.csv")
    assert hecha.exit_code == 1
    assert "No se pudo escribir" in hecha.stderr


@pytest.mark.parametrize(
    "orden,frase",
    [
        (["jornaditas"], "Las tablas son:"),
        (["asistencia_mesa"], "Falta decir de qué semestre"),
        (["jornadas", "--semestre", "2020-1"], "no se filtra por semestre"),
        (["jornadas", "--corte", "2099-01-01"], "a más de dos años de hoy"),
    ],
)
def test_lo_que_no_se_puede_termina_con_uno_y_una_frase(pedir, orden, frase):
    hecha = pedir(*orden)
    assert hecha.exit_code == 1
    assert frase in hecha.stderr
    assert hecha.stdout == ""
