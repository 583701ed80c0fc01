"""La misma tabla en texto, en CSV y en JSON."""

import csv
import io
import json

import pytest

from registro.escritores import en_csv, en_json, en_texto
from registro.tabla import Celda, Columna, TipoColumna
from tests.escritores.tablas import LARGO, crear_tabla


def test_el_texto_alinea_separa_los_totales_y_cita_la_fuente():
    raya = "─" * 55 + "  ──  ─────  ────────  ────────  ───────────  ────────"
    assert en_texto.escribir(crear_tabla()).splitlines() == [
        "Asistencia a la mesa",
        "",
        " " * 57 + "Marzo",
        "Entidad" + " " * 50 + "11     19  Condones  Avance %  Fecha        Color",
        raya,
        f"{LARGO[:55]}   1  1.300       5,7      67,9  13 mar 2023  ● Verde",
        LARGO[56:],
        "=cmd|'/C calc'!A0" + " " * 40 + " 0      *        92  sin dato               Sin meta",
        raya,
        "Total" + " " * 52 + " 1  1.300      97,7     100,0",
        "",
        "Dos entidades no asistieron.",
        "Fuente: registros a 31 de diciembre de 2023. Reglas: PPASP 2023.",
    ]


def test_un_grupo_mas_ancho_que_sus_columnas_las_estira():
    columnas = (Columna("Sector"), Columna("8", TipoColumna.ENTERO, grupo="Septiembre"), Columna("Fin"))
    tabla = crear_tabla(columnas=columnas, filas=((Celda("Salud"), Celda(1), Celda("Sí")),), totales=None)
    lineas = en_texto.escribir(tabla).splitlines()
    assert lineas[2:6] == [
        "        Septiembre",
        "Sector           8  Fin",
        "──────  ──────────  ───",
        "Salud            1  Sí",
    ]


def test_un_texto_de_diez_mil_caracteres_no_rompe_la_tabla():
    tabla = crear_tabla(columnas=(Columna("T"),), filas=((Celda("a" * 10_000),),), totales=None)
    assert max(map(len, en_texto.escribir(tabla).splitlines())) <= 80


def test_el_csv_tiene_un_encabezado_las_filas_y_los_totales():
    contenido = en_csv.escribir(crear_tabla())
    assert contenido.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(contenido.decode("utf-8-sig")))) == [
        ["Entidad", "11", "19", "Condones", "Avance %", "Fecha", "Color"],
        [LARGO, "1", "1300", "5.7", "67.9", "2023-03-13", "● Verde"],
        ["'=cmd|'/C calc'!A0", "0", "*", "92", "", "", "Sin meta"],
        ["Total", "1", "1300", "97.7", "100", "", ""],
    ]


def test_el_csv_no_ejecuta_un_titulo_y_no_toca_un_numero_negativo():
    columnas = (Columna("@suma", TipoColumna.ENTERO),)
    tabla = crear_tabla(columnas=columnas, filas=((Celda(-3),),), totales=None)
    assert en_csv.escribir(tabla).decode("utf-8-sig").splitlines() == ["'@suma", "-3"]


def test_el_json_tiene_la_forma_que_otros_programas_leen():
    assert json.loads(en_json.escribir(crear_tabla())) == {
        "titulo": "Asistencia a la mesa",
        "columnas": ["Entidad", "11", "19", "Condones", "Avance %", "Fecha", "Color"],
        "filas": [
            [LARGO, 1, 1300, 5.7, 67.9, "2023-03-13", "● Verde"],
            ["=cmd|'/C calc'!A0", 0, "*", 92, None, "", "Sin meta"],
        ],
        "totales": ["Total", 1, 1300, 97.7, 100, "", ""],
        "fuente": "registros",
        "corte": "2023-12-31",
        "reglas": "PPASP 2023",
    }


@pytest.mark.parametrize("escribir", [en_json.escribir, en_texto.escribir])
def test_sin_totales_se_dice_que_no_los_hay(escribir):
    con, sin = escribir(crear_tabla()), escribir(crear_tabla(totales=None))
    assert "Total" in con
    assert "Total" not in sin
    assert json.loads(en_json.escribir(crear_tabla(totales=None)))["totales"] is None


def test_el_json_escribe_las_tildes_tal_cual():
    assert "Gobernabilidad y la Garantía" in en_json.escribir(crear_tabla())
