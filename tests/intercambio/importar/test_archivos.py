"""Archivos difíciles: los que se leen a pesar de todo y los que se rechazan con una frase que ayuda."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from registro.errores import ErrorDeRegistro
from registro.intercambio import lectura
from registro.intercambio.fila import MAXIMO_DE_COLUMNAS
from registro.intercambio.tipos import TIPOS

JORNADAS = TIPOS["jornadas"]
TEXTO = "fecha,lugar,localidad,asistentes\n2023-03-13,Peñón,14,25\n"


def leer(contenido, nombre="jornadas.csv"):
    return lectura.leer(contenido, nombre, JORNADAS)


def libro(*filas, titulo="Hoja1", combinar=None, vacias=0):
    nuevo = Workbook()
    for numero in range(vacias):
        nuevo.create_sheet(f"Vacía {numero}", 0)
    hoja = nuevo[nuevo.sheetnames[-1]]
    hoja.title = titulo
    for fila in filas:
        hoja.append(fila)
    if combinar:
        hoja.merge_cells(combinar)
    salida = io.BytesIO()
    nuevo.save(salida)
    return salida.getvalue()


ENCABEZADO = ["Fecha", "Lugar", "Localidad", "Asistentes"]


@pytest.mark.parametrize(
    "contenido",
    [
        TEXTO.encode(),
        TEXTO.encode("utf-8-sig"),
        TEXTO.encode("cp1252"),
        TEXTO.encode("utf-16"),
        TEXTO.replace(",", ";").encode("latin-1"),
        TEXTO.replace(",", "\t").encode(),
        TEXTO.replace("\n", "\r\n").encode(),
        ("sep=;\n" + TEXTO.replace(",", ";")).encode(),
        ("\n\n" + TEXTO + "\n,,,\n\n").encode(),
    ],
    ids=["utf8", "bom", "cp1252", "utf16", "punto-y-coma", "tabulador", "crlf", "sep", "lineas-vacias"],
)
def test_un_csv_se_lee_con_la_codificacion_y_el_separador_que_traiga(contenido):
    (fila,) = leer(contenido).filas
    assert [fila.texto(columna.nombre) for columna in JORNADAS.columnas] == [
        "2023-03-13",
        "Peñón",
        "14",
        "25",
    ]


def test_cada_fila_sabe_en_que_linea_estaba_aunque_una_celda_ocupe_varias():
    contenido = (
        'fecha,lugar,localidad,asistentes\n2023-03-13,"Plaza\nde allá",14,25\n\n2023-03-14,Otra,14,2\n'
    )
    assert [fila.linea for fila in leer(contenido.encode()).filas] == [2, 5]


def test_el_encabezado_se_reconoce_con_cualquier_tilde_mayuscula_espacio_y_orden():
    contenido = " ASISTENTES ,Localidad:,  lugar,FÉCHA,Observaciones\n25,14,Plaza,2023-03-13,nada\n"
    leido = leer(contenido.encode())
    assert leido.filas[0].texto("fecha") == "2023-03-13"
    assert leido.avisos == ("La columna «Observaciones» no se usa: no se guarda.",)


def test_un_encabezado_equivocado_dice_que_falta_que_sobra_y_que_se_esperaba():
    with pytest.raises(ErrorDeRegistro) as error:
        leer(b"dia,lugar,localidad,cuantas\n2023-03-13,Plaza,14,25\n")
    assert error.value.mensaje == (
        "Faltan las columnas «fecha» y «asistentes», y no se reconoce «dia» y «cuantas». "
        "La primera línea debe decir: fecha, lugar, localidad, asistentes. No se importó nada."
    )


@pytest.mark.parametrize(
    "contenido,nombre,frase",
    [
        (b"", "a.csv", "está vacío"),
        (b"  \n\n", "a.csv", "está vacío"),
        (b",,,\n", "a.csv", "está vacío"),
        (b"fecha,lugar,localidad,asistentes\n", "a.csv", "sólo tiene el encabezado"),
        (b"fecha,lugar,localidad,asistentes,Fecha\n", "a.csv", "está dos veces"),
        (
            b'fecha,lugar,localidad,asistentes\n2023-03-13,"Plaza,14,25\n',
            "a.csv",
            "En la línea 2 hay una comilla",
        ),
        (b"%PDF-1.7", "a.csv", "es un PDF"),
        (b"\x89PNG\r\n", "a.xlsx", "es una imagen"),
        (b"\xd0\xcf\x11\xe0\xa1", "a.xls", "guárdelo como .xlsx, sin contraseña"),
        (b"PK\x03\x04 roto", "a.xlsx", "incompleto o dañado"),
        (b"<html><table><tr><td>fecha", "a.xlsx", "es una página web"),
        (b"\x00\x01\x02\x03", "a.csv", "no es texto"),
        (TEXTO.encode(), "a.xlsx", "por dentro es un archivo de texto (CSV)"),
        (libro(ENCABEZADO), "a.csv", "por dentro es un libro de Excel (.xlsx)"),
        (TEXTO.encode(), "a.doc", "no termina en .csv ni en .xlsx"),
        (b"x" * (20 * 1024 * 1024 + 1), "a.csv", "pasa de 20 MB"),
    ],
    ids=lambda valor: None if isinstance(valor, bytes) else valor,
)
def test_un_archivo_que_no_sirve_se_explica(contenido, nombre, frase):
    with pytest.raises(ErrorDeRegistro) as error:
        leer(contenido, nombre)
    assert frase in error.value.mensaje


@pytest.mark.parametrize(
    "partes,frase",
    [
        (["content.xml", "mimetype"], "LibreOffice"),
        (["xl/workbook.bin"], ".xlsb"),
        (["foto.jpg"], "no es un libro de Excel"),
        (["xl/workbook.xml"], "está dañado"),
    ],
)
def test_un_comprimido_que_no_es_un_libro_se_explica(partes, frase):
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w") as comprimido:
        for parte in partes:
            comprimido.writestr(parte, "x")
    with pytest.raises(ErrorDeRegistro) as error:
        leer(salida.getvalue(), "a.xlsx")
    assert frase in error.value.mensaje


def test_un_excel_conserva_fechas_numeros_y_el_numero_de_cada_fila():
    contenido = libro(
        [], ENCABEZADO, [date(2023, 3, 13), "Plaza", 3, 25], [], [45000, "Otra", "14", "1.025"], [None, ""]
    )
    filas = leer(contenido, "jornadas.xlsx").filas
    assert [fila.linea for fila in filas] == [3, 5]
    assert [fila.texto("localidad") for fila in filas] == ["3", "14"]


def test_de_un_excel_se_lee_la_primera_hoja_que_tenga_algo():
    contenido = libro(ENCABEZADO, ["2023-03-13", "Plaza", 14, 25], titulo="Datos", vacias=2)
    leido = leer(contenido, "jornadas.xlsx")
    assert len(leido.filas) == 1
    assert leido.avisos == ("El libro tiene 3 hojas: se leyó la primera con datos y ninguna otra.",)


def test_un_excel_sin_nada_dice_que_hojas_miro():
    with pytest.raises(ErrorDeRegistro, match="sus hojas están vacías \\(«Vacía 0» y «Hoja1»\\)"):
        leer(libro(vacias=1), "jornadas.xlsx")


def test_las_celdas_combinadas_se_explican_y_no_se_adivina_su_valor():
    contenido = libro(ENCABEZADO, ["2023-03-13", "Plaza", 14, 25], ["", "Otra", 14, 2], combinar="A2:A3")
    with pytest.raises(ErrorDeRegistro) as error:
        leer(contenido, "jornadas.xlsx")
    assert "La hoja «Hoja1» tiene celdas combinadas (A2:A3)" in error.value.mensaje


def test_de_una_formula_se_toma_el_resultado_que_excel_guardo():
    import xlsxwriter

    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida) as nuevo:
        hoja = nuevo.add_worksheet()
        hoja.write_row(0, 0, ENCABEZADO)
        hoja.write_row(1, 0, ["2023-03-13", "Plaza", 14])
        hoja.write_formula(1, 3, "=20+5", value=25)
    (fila,) = leer(salida.getvalue(), "jornadas.xlsx").filas
    assert fila["asistentes"] == 25


@pytest.mark.lento
def test_cincuenta_mil_filas_de_excel_se_leen():
    import xlsxwriter

    salida = io.BytesIO()
    with xlsxwriter.Workbook(salida, {"constant_memory": True}) as nuevo:
        hoja = nuevo.add_worksheet()
        hoja.write_row(0, 0, ENCABEZADO)
        for numero in range(1, 50_001):
            hoja.write_row(numero, 0, ["2023-03-13", f"Plaza {numero}", 14, numero % 50])
    assert len(leer(salida.getvalue(), "jornadas.xlsx").filas) == 50_000


def test_lo_que_desbordaria_la_memoria_se_explica_y_lo_que_sólo_parece_ancho_se_lee(monkeypatch):
    """En pocos kB comprimidos caben doscientas mil filas con algo en la última columna posible."""
    hasta_el_final = [None] * 16_383
    ancho = libro(ENCABEZADO, ["2023-03-13", "Peñón", "14", 25], [*hasta_el_final, 1])
    with pytest.raises(ErrorDeRegistro, match="línea 3 hay algo escrito más allá de la columna 300"):
        leer(ancho, "jornadas.xlsx")
    con_formato = Workbook()
    for celdas in (ENCABEZADO, ["2023-03-13", "Peñón", "14", 25]):
        con_formato.active.append(celdas)
    con_formato.active["XFD2"].font = Font(bold=True)
    salida = io.BytesIO()
    con_formato.save(salida)
    (fila,) = leer(salida.getvalue(), "jornadas.xlsx").filas
    assert (fila.texto("lugar"), len(fila.celdas)) == ("Peñón", MAXIMO_DE_COLUMNAS)
    with monkeypatch.context() as corta:
        corta.setattr(lectura.excel, "MAXIMO_POR_FILA", 50)
        corta.setattr(lectura.excel, "TROZO", 60)
        with pytest.raises(ErrorDeRegistro, match="fila demasiado larga"):
            leer(salida.getvalue(), "jornadas.xlsx")
    (fila,) = leer(f"{TEXTO.rstrip()}{',' * 400}".encode()).filas
    assert len(fila.celdas) == MAXIMO_DE_COLUMNAS
    monkeypatch.setattr(lectura, "MAXIMO_DE_FILAS", 3)
    assert len(leer(TEXTO.encode() + b"2023-03-14,Plaza,14,1\n" * 2).filas) == 3
    with pytest.raises(ErrorDeRegistro, match="pasa de 3 filas"):
        leer(TEXTO.encode() + b"2023-03-14,Plaza,14,1\n" * 3)
