"""El libro de Excel trae números de verdad, ninguna fórmula y queda listo para imprimir."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from registro.escritores import en_xlsx
from registro.tabla import Celda, Columna, TipoColumna
from tests.escritores.tablas import LARGO, crear_tabla


def abrir(*tablas):
    return load_workbook(io.BytesIO(en_xlsx.escribir(tablas)))


@pytest.fixture(scope="module")
def hoja():
    return abrir(crear_tabla())["asistencia_mesa"]


def valores(hoja, renglon):
    return [celda.value for celda in hoja[renglon]]


def test_arriba_va_el_titulo_y_abajo_la_fuente(hoja):
    assert hoja["A1"].value == "Asistencia a la mesa"
    assert hoja["A9"].value == "Dos entidades no asistieron."
    assert hoja["A10"].value == "Fuente: registros a 31 de diciembre de 2023. Reglas: PPASP 2023."


def test_los_encabezados_de_grupo_se_unen_y_quedan_quietos(hoja):
    assert hoja["B3"].value == "Marzo"
    assert [str(rango) for rango in hoja.merged_cells.ranges] == ["B3:C3"]
    assert valores(hoja, 4) == ["Entidad", "11", "19", "Condones", "Avance %", "Fecha", "Color"]
    assert hoja.freeze_panes == "A5"


def test_los_numeros_y_las_fechas_no_son_textos(hoja):
    assert valores(hoja, 5) == [LARGO, 1, 1300, 5.7, 67.9, datetime(2023, 3, 13), "● Verde"]  # noqa: DTZ001 - Excel no guarda la zona
    assert [hoja[f"{letra}5"].number_format for letra in "CDEF"] == [
        "#,##0",
        "#,##0.0",
        "#,##0.0",
        "dd/mm/yyyy",
    ]
    assert valores(hoja, 7)[:5] == ["Total", 1, 1300, 97.7, 100]


def test_ninguna_celda_es_una_formula(hoja):
    assert hoja["A6"].value == "'=cmd|'/C calc'!A0"
    assert {celda.data_type for fila in hoja.iter_rows() for celda in fila} <= {"s", "n", "d"}


def test_una_tabla_ancha_se_imprime_en_carta_horizontal(hoja):
    angosta = abrir(crear_tabla(columnas=(Columna("T"),), filas=((Celda("a"),),), totales=None)).active
    assert (hoja.page_setup.paperSize, hoja.page_setup.orientation) == (1, "landscape")
    assert angosta.page_setup.orientation == "portrait"
    assert hoja.print_title_rows == "$3:$4"
    assert angosta.print_title_rows == "$3:$3"


def test_las_columnas_caben_en_su_texto_hasta_un_limite(hoja):
    assert hoja.column_dimensions["A"].width == pytest.approx(60, abs=1)
    assert hoja.column_dimensions["F"].width == pytest.approx(13, abs=1)


def test_un_porcentaje_sin_unidad_en_el_titulo_la_lleva_en_la_celda():
    columnas = (Columna("Avance", TipoColumna.PORCENTAJE, grupo="Marzo"),)
    hoja = abrir(crear_tabla(columnas=columnas, filas=((Celda(40),),), totales=None)).active
    assert hoja["A3"].value == "Marzo"
    assert hoja["A5"].number_format == '#,##0.0" %"'


def test_cada_tabla_va_en_su_hoja_con_un_nombre_que_excel_acepta():
    nombres = ["mebog", "MEBOG", "a/b:c?" * 10, "''", "a/b:c?" * 10]
    libro = abrir(*(crear_tabla(nombre=nombre) for nombre in nombres))
    assert libro.sheetnames == ["mebog", "MEBOG 2", "a b c " * 5 + "a", "Tabla", ("a b c " * 5)[:29] + " 2"]
    assert libro.properties.title == "Asistencia a la mesa"


def test_un_texto_mas_largo_que_una_celda_se_recorta():
    tabla = crear_tabla(columnas=(Columna("T"),), filas=((Celda("x" * 40_000),),), totales=None)
    assert len(abrir(tabla).active["A4"].value) == 32_767
