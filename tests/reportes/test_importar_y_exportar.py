"""Metas, reportes y lo publicado entran por archivo; el seguimiento sale y vuelve a entrar igual."""

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from registro.extensiones import db
from registro.indicadores.consultas import plan
from registro.indicadores.definiciones.operaciones import definir
from registro.indicadores.modelo import CifraPublicada, Producto
from registro.indicadores.reportes import consultas, operaciones
from registro.indicadores.versiones import con_metas
from registro.intercambio import lectura
from registro.intercambio.operaciones import importar
from registro.intercambio.seguimiento import libro
from registro.intercambio.tipos import TIPOS
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import de_terminal
from tests.bases import plantillas
from tests.fabricas.productos import crear_producto as con_cifras
from tests.fabricas.reportes import ANALISTA, T4, borrador, crear_producto, enlace_de, sector_de


def traer(tipo, encabezado, *filas):
    salida = io.StringIO()
    csv.writer(salida).writerows([encabezado.split(","), *filas])
    leido = lectura.leer(salida.getvalue().encode(), "filas.csv", TIPOS[tipo])
    return importar(de_terminal(), TIPOS[tipo], leido.filas)


METAS = "codigo,vigencia,meta,acto,desde"
REPORTES = "codigo,vigencia,trimestre,valor,texto,numerador,denominador"


def cuenta(resultado):
    return resultado.nuevas, resultado.repetidas, resultado.rechazadas


def metas_el(dia):
    return {m.hasta: m.valor for m in plan.producto("1.3.4", dia).definicion.metas if m.desde == m.hasta}


def test_las_metas_que_faltan_se_anaden_y_cambiar_una_pide_su_acto(contexto):
    crear_producto(metas={(2020, 2022): 45, 2023: 15})
    filas = [
        ["1.3.4", "2024", "16", "", ""],
        ["1.3.4", "2025", "17", "", ""],
        ["1.3.4", "2023", "15", "", ""],
    ]
    assert cuenta(traer("metas", METAS, *filas)) == (2, 1, 0)
    assert cuenta(traer("metas", METAS, *filas)) == (0, 3, 0)
    assert len(plan.producto("1.3.4").versiones) == 2, "las dos metas nuevas van en una sola versión"
    malas = traer("metas", METAS, ["1.3.4", "2024", "20", "", ""], ["1.3.4", "2021", "15", "", ""])
    assert [r.motivo for r in malas.rechazos] == [
        "La meta de 2021 ya está contada en la de 2020–2022 (45).",
        "Ya está con meta 16 y el archivo dice meta 20: corríjala en pantalla.",
    ]
    con_acto = ["1.3.4", "2024", "20", "CONPES 40", "2024-06-01"]
    assert cuenta(traer("metas", METAS, con_acto)) == (1, 0, 0)
    assert cuenta(traer("metas", METAS, con_acto)) == (0, 1, 0)
    assert (metas_el(date(2024, 5, 31))[2024], metas_el(date(2024, 6, 1))[2024]) == (16, 20)


def test_una_meta_que_no_se_puede_creer_se_rechaza_en_su_columna(contexto):
    crear_producto("1.3.4", unidad="porcentaje", anualizacion="constante", metas={2023: 100}, meta_final=100)
    malas = {
        ("9.9.9", "2024", "5", "", ""): "No hay un producto 9.9.9",
        ("1.3.4", "24", "5", "", ""): "va un número entre",
        ("1.3.4", "2024", "0,9", "", ""): "0,9 % o 90 %",
        ("1.3.4", "2024", "N/A", "", ""): "no es un número",
        ("1.3.4", "2024", "", "", ""): "Falta «meta»",
        ("1.3.4", "2024", "90", "Acta 1", ""): "no dice desde cuándo rige",
        ("1.3.4", "2024", "90", "", "2024-01-01"): "Falta el acto",
    }
    resultado = traer("metas", METAS, *malas)
    assert cuenta(resultado) == (0, 0, len(malas))
    for rechazo, frase in zip(resultado.rechazos, malas.values(), strict=True):
        assert frase in rechazo.motivo


def test_los_reportes_entran_aprobados_y_repetirlos_no_cambia_nada(contexto):
    crear_producto("1.3.4", periodicidad="trimestral")
    crear_producto("1.3.5", unidad="porcentaje", anualizacion="constante", metas={2023: 100}, meta_final=100)
    filas = [
        ["1.3.4", "2023", "T1", "4", "Cuatro talleres", "", ""],
        ["1.3.4", "2023", "2", "sin dato", "No hubo convenio", "", ""],
        ["1.3.5", "2023", "4", "", "Canalizaciones", "305", "310"],
    ]
    assert cuenta(traer("reportes", REPORTES, *filas)) == (3, 0, 0)
    assert cuenta(traer("reportes", REPORTES, *filas)) == (0, 3, 0)
    assert [(r.codigo, r.trimestre, r.valor) for r in consultas.aprobados()] == [
        ("1.3.4", 1, 4),
        ("1.3.4", 2, None),
        ("1.3.5", 4, Decimal("98.387097")),
    ]
    ficha = consultas.reporte(ANALISTA, "1.3.5", T4)
    assert [paso.paso for paso in ficha.pasos] == ["importado"]
    (rechazo,) = traer("reportes", REPORTES, ["1.3.4", "2023", "1", "5", "", "", ""]).rechazos
    assert rechazo.motivo == "Ya está con valor 4 y el archivo dice valor 5: corríjala en pantalla."


MALOS = {
    ("1.3.4", "2023", "2", "4"): ("trimestre", "es anual: se reporta en T4"),
    ("1.3.4", "2031", "4", "4"): ("trimestre", "terminó en 2029"),
    ("1.3.4", "2029", "4", "4"): ("trimestre", "todavía no termina"),
    ("1.3.4", "2023", "5", "4"): ("trimestre", "no es un trimestre"),
    ("1.3.4", "2023", "4", "N/A"): ("valor", "no es un número"),
    ("1.3.4", "2023", "4", ""): ("valor", "Falta la cifra"),
    ("1.3.4", "2023", "4", "-3"): ("valor", "menor que cero"),
    ("1.3.4", "2023", "4", "150000000000"): ("valor", "1.000.000.000 veces la mayor meta"),
    ("1.3.4", "2022", "4", "3"): ("vigencia", "ya está contado en el saldo 2020–2022 (28)"),
    ("1.3.5", "2023", "4", "1,6"): ("valor", "1,6 % o 160 %"),
    ("1.3.6", "2023", "4", "3"): ("trimestre", "en borrador: termínelo en pantalla"),
    ("1.3.7", "2022", "4", "3"): ("trimestre", "El corte al 31 de diciembre de 2022 está cerrado"),
}


def test_un_reporte_que_no_puede_ser_se_rechaza_con_su_razon_y_el_resto_entra(contexto):
    anual = {"periodicidad": "anual", "vigencia_final": 2029, "meta_final": Decimal(150)}
    con_cifras("1.3.4", cifras=[("alcanzado", 2020, 2022, 28), ("meta", 2023, 2023, 15)], **anual)
    crear_producto("1.3.5", unidad="porcentaje", anualizacion="constante", metas={2023: 100}, meta_final=100)
    crear_producto("1.3.6")
    crear_producto("1.3.7")
    operaciones.guardar(enlace_de(), "1.3.6", T4, borrador("3"))
    operaciones.cerrar_corte(ANALISTA, T4.anterior.anterior.anterior.anterior)
    largo = ["1.3.7", "2023", "4", "3", "x" * 50_000, "", ""]
    bueno = ["1.3.7", "2023", "4", "3", "Bien", "", ""]
    resultado = traer("reportes", REPORTES, *([*malo, "", "", ""] for malo in MALOS), largo, bueno)
    assert cuenta(resultado) == (1, 0, len(MALOS) + 1)
    dichos = {
        (r.celdas[0], r.celdas[1], r.celdas[2], r.celdas[3]): (r.columna, r.motivo)
        for r in resultado.rechazos
    }
    for malo, (columna, frase) in MALOS.items():
        assert dichos[malo][0] == columna, dichos[malo]
        assert frase in dichos[malo][1]
    assert "50.000 caracteres y el límite es 20.000" in dichos["1.3.7", "2023", "4", "3"][1]


def test_cinco_mil_cifras_publicadas_con_una_mala_entran_las_demas(app, terminal, tmp_path):
    archivo, rechazos = tmp_path / "publicados.csv", tmp_path / "malas.csv"
    filas = [
        ["cumplimiento", f"fila {n}", "Avance %", f"{n % 100},5" if n != 4000 else "N/A"] for n in range(5000)
    ]
    with archivo.open("w", encoding="utf-8", newline="") as abierto:
        csv.writer(abierto).writerows([["tabla", "fila", "columna", "valor"], *filas])
    primera = terminal("importar", "publicados", archivo, "--rechazos", rechazos)
    assert primera.exit_code == 2, primera.stderr
    assert "Entraron 4.999 de 5.000 filas; 0 ya estaban; 1 rechazadas." in primera.stdout
    assert "cumplimiento,fila 4000,Avance %,N/A,4002,valor," in rechazos.read_text("utf-8-sig")
    segunda = terminal("importar", "publicados", archivo)
    assert "Entraron 0 de 5.000 filas; 4.999 ya estaban; 1 rechazadas." in segunda.stdout


def test_una_cifra_publicada_lleva_su_signo_y_no_se_pisa(contexto):
    encabezado = "tabla,fila,columna,valor"
    fila = ["avance_por_sector", "Integración Social", "Diferencia pp", "−2,8"]
    assert cuenta(traer("publicados", encabezado, fila, [*fila[:2], "Avance %", "80,2 %"])) == (2, 0, 0)
    assert cuenta(traer("publicados", encabezado, fila)) == (0, 1, 0)
    (rechazo,) = traer("publicados", encabezado, [*fila[:3], "2,8"]).rechazos
    assert "Ya está con valor -2,8 y el archivo dice valor 2,8: si se cargó mal, escriba por qué" in (
        rechazo.motivo
    )
    corrige = [*fila[:3], "2,8", "Otro signo"]
    assert cuenta(traer("publicados", f"{encabezado},correccion", corrige)) == (1, 0, 0)
    assert cuenta(traer("publicados", f"{encabezado},correccion", corrige)) == (0, 1, 0)
    (detalle,) = [d for d in db.session.scalars(select(Anotacion.detalle)) if d and "corregidas" in d]
    assert detalle["corregidas"] == [
        "avance_por_sector · Integración Social · Diferencia pp: decía -2,8, dice 2,8. Otro signo"
    ]


PRODUCTOS = "codigo,objetivo,sector,nombre,unidad,anualizacion"


def test_un_producto_que_ya_esta_recibe_las_cifras_de_los_anos_nuevos(contexto):
    comun = ["1.3.4", "1", "Educación", "Talleres", "numero", "suma"]
    antes = f"{PRODUCTOS},meta_acumulada_2020_2023,meta_2023,alcanzado_acumulado_2020_2023,alcanzado_2023"
    assert cuenta(traer("productos", antes, [*comun, "60", "15", "43", "15"])) == (1, 0, 0)
    despues = f"{PRODUCTOS},meta_acumulada_2020_2024,meta_2024,alcanzado_acumulado_2020_2024,alcanzado_2024"
    nueva = [*comun, "76", "16", "60", "17"]
    assert cuenta(traer("productos", despues, nueva)) == (1, 0, 0)
    assert cuenta(traer("productos", despues, nueva)) == (0, 1, 0)
    ficha = plan.producto("1.3.4")
    assert [(m.desde, m.hasta, m.valor) for m in ficha.definicion.metas] == [
        *((2020, 2022, 45), (2023, 2023, 15), (2024, 2024, 16))
    ]
    assert [(t.desde, t.hasta, t.valor) for t in ficha.alcanzados] == [
        *((2020, 2022, 28), (2023, 2023, 15), (2024, 2024, 17))
    ]
    mal_sector = traer("productos", antes, [*comun[:2], "Salud", *comun[3:], "60", "15", "43", "15"])
    assert "Ya está con sector «Educación» y el archivo dice sector «Salud»" in mal_sector.rechazos[0].motivo
    sin_reglas = traer("productos", f"{PRODUCTOS},semaforo", [*comun, "PPASP 2099"])
    assert "No hay reglas de semáforo «PPASP 2099»" in sin_reglas.rechazos[0].motivo
    (rechazo,) = traer("productos", despues, [*comun, "80", "16", "60", "17"]).rechazos
    assert "meta 2020 a 2023: 60" in rechazo.motivo
    assert cuenta(traer("productos", antes, [*comun, "60", "15", "43", "15"])) == (0, 1, 0)


def celdas(contenido):
    hojas = load_workbook(io.BytesIO(contenido)).worksheets
    return {hoja.title: [[celda.value for celda in fila] for fila in hoja.iter_rows()] for hoja in hojas}


def poblar():
    """Un poco de todo: saldos, versiones por acto, porcentajes de escala dudosa y textos con signos."""
    largo = {"periodicidad": "anual", "vigencia_final": 2029, "meta_final": Decimal("150.5")}
    con_cifras(
        "1.3.4",
        cifras=[("meta", 2020, 2022, 45), ("meta", 2023, 2023, 15), ("alcanzado", 2020, 2022, 28)],
        **largo,
    )
    con_cifras("1.3.10", periodicidad="trimestral", meta_final=Decimal(90), estado="en_ejecucion")
    crear_producto("1.4.2", "Mujeres", unidad="porcentaje", anualizacion="constante", metas={2023: "1.5"})
    con_cifras("4.1.4", "Gobierno", estado="cumplido", vigencia_inicial=2021, vigencia_final=2022)
    assert cuenta(traer("metas", METAS, ["1.3.4", "2025", "16", "", ""])) == (1, 0, 0)
    otra = con_metas(plan.producto("1.3.4").definicion, {2024: Decimal("16.25")})
    otra = replace(otra, sector_id=sector_de("Salud"), nombre="Otro nombre", responsable="=SDS")
    definir(ANALISTA, "1.3.4", otra, ("=CONPES 40", date(2024, 6, 1)), 2)
    filas = [
        ["1.3.4", "2023", "4", "15,5", "=1+1 no es una fórmula\n\nSegundo párrafo", "", ""],
        ["1.3.10", "2023", "1", "0", "", "", ""],
        ["1.3.10", "2023", "2", "sin dato", "Sin convenio", "", ""],
        ["1.4.2", "2023", "4", "1,6 %", "Baja", "", ""],
        ["1.4.2", "2022", "4", "", "Con partes", "1", "64"],
    ]
    con_razon = [[*fila, "Hubo paro\n\n=y dos convenios" if fila[3] == "0" else ""] for fila in filas]
    assert cuenta(traer("reportes", f"{REPORTES},justificacion", *con_razon)) == (5, 0, 0)
    otra = [*filas[1], "Otra razón"]
    (rechazo,) = traer("reportes", f"{REPORTES},justificacion", otra).rechazos
    assert "el archivo dice «Otra razón»" in rechazo.motivo
    casilla = {"tabla": "cumplimiento", "fila": "1.3.4", "columna": "Avance %"}
    for periodo, valor in (("", "-2.8"), ("2023", "61.3")):
        db.session.add(CifraPublicada(**casilla, periodo=periodo, valor=Decimal(valor)))
    db.session.commit()


def test_el_seguimiento_se_exporta_y_al_importarlo_queda_igual_celda_por_celda(
    app, motor, instalaciones, terminal, tmp_path, como
):
    with app.app_context():
        poblar()
    assert terminal("exportar", "seguimiento", "--salida", tmp_path / "uno.xlsx").exit_code == 0
    original = celdas((tmp_path / "uno.xlsx").read_bytes())
    assert [len(filas) for filas in original.values()] == [5, 3, 6, 5 + 2]
    assert [fila[1:5] for fila in original["definiciones"][1:]] == [
        ["desde el comienzo", "Plan", "Educación", "Producto 1.3.4"],
        ["2024-06-01", "=CONPES 40", "Salud", "Otro nombre"],
    ]
    assert original["reportes"][0][-1] == "justificacion"
    assert "Hubo paro\n\n=y dos convenios" in [fila[-1] for fila in original["reportes"]]
    assert celdas(como("analista").get("/revision/seguimiento").datos) == original
    otra_vez = terminal("importar", "seguimiento", tmp_path / "uno.xlsx")
    assert (otra_vez.exit_code, otra_vez.stderr.count("Línea")) == (0, 0), otra_vez.stderr
    assert otra_vez.stdout.count("Entraron 0 de") == 4
    with instalaciones.copia(motor, plantillas.recien_instalada, tmp_path / "otro") as nueva:
        config = nueva.config["REGISTRO"]
        importado = _con(config, "importar", "seguimiento", tmp_path / "uno.xlsx")
        assert importado.exit_code == 0, importado.stderr
        with nueva.app_context():
            assert celdas(libro()) == original
            assert db.session.query(Producto).count() == 4


def _con(config, *orden):
    from click.testing import CliRunner

    from registro.cli import main

    entorno = {"REGISTRO_DATOS": str(config.datos), "REGISTRO_BASE": config.base}
    return CliRunner(env=entorno).invoke(main, [str(parte) for parte in orden])


@pytest.mark.parametrize("contenido,frase", [(b"no es un libro", "está dañado"), (None, "No se pudo abrir")])
def test_un_libro_que_no_sirve_se_dice(terminal, tmp_path, contenido, frase):
    archivo = tmp_path / "malo.xlsx"
    if contenido:
        archivo.write_bytes(contenido)
    dicho = terminal("importar", "seguimiento", archivo)
    assert (dicho.exit_code, frase in dicho.stderr) == (1, True)
