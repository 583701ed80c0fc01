"""Las tablas y las piezas muestran lo que reciben, con palabra y forma además del color."""

from datetime import date
from decimal import Decimal

import pytest

from registro.tabla import Celda, Columna, Tabla, TipoColumna
from registro.web.presentacion import Filtro, Pagina, plural, senal

TABLA = """{% from "macros/tabla.html" import tabla %}{{ tabla(t, abrir) }}"""
T = TipoColumna


@pytest.fixture
def agrupada() -> Tabla:
    return Tabla(
        nombre="prueba",
        titulo="Asistencia",
        columnas=(
            Columna("Entidad"),
            Columna("11", T.ENTERO, "Marzo"),
            Columna("19", T.ENTERO, "Marzo"),
            Columna("Avance", T.PORCENTAJE),
            Columna("Color", T.ESTADO),
        ),
        filas=(
            (
                Celda("<b>Mujer</b>"),
                Celda(1300, (("mes", "3"),)),
                Celda(0),
                Celda(Decimal("67.94")),
                Celda("Rojo"),
            ),
            (Celda("Salud"), Celda("*"), Celda(1), Celda("sin dato"), Celda("Sin meta")),
        ),
        totales=(Celda("Total"), Celda(1301), Celda(1), Celda(""), Celda("")),
        fuente="registros",
        corte=date(2023, 12, 31),
        notas=("Una nota.",),
    )


def test_una_tabla_queda_bien_escrita_y_en_espanol(dibujar, agrupada):
    pagina = dibujar(TABLA, t=agrupada, abrir=lambda _celda: "/registros")
    assert pagina.avisos() == []
    for escrito in (
        "1.300",
        "67,9\xa0%".replace("\xa0", " "),
        "■ Rojo",
        "Una nota.",
        "31 de diciembre de 2023",
    ):
        assert escrito in pagina.visible
    assert "<b>Mujer</b>" in pagina.visible


def test_las_columnas_del_mismo_grupo_comparten_encabezado(dibujar, agrupada):
    pagina = dibujar(TABLA, t=agrupada, abrir=None)
    grupo = next(th for th in pagina.todos("th") if th.text == "Marzo")
    assert (grupo.get("scope"), grupo.get("colspan")) == ("colgroup", "2")
    altos = [th.text for th in pagina.todos("th") if th.get("rowspan") == "2"]
    assert altos == ["Entidad", "Avance", "Color"]


def test_solo_se_abre_la_cifra_que_sabe_de_donde_sale(dibujar, agrupada):
    pagina = dibujar(TABLA, t=agrupada, abrir=lambda celda: f"/r?v={celda.valor}")
    assert [a.get("href") for a in pagina.todos("a")] == ["/r?v=1300"]
    assert dibujar(TABLA, t=agrupada, abrir=None).todos("a") == []


def test_los_totales_van_aparte_y_las_cifras_a_la_derecha(dibujar, agrupada):
    pagina = dibujar(TABLA, t=agrupada, abrir=None)
    (pie,) = pagina.todos("tfoot")
    assert [celda.text for celda in pie.iter("td")][:2] == ["1.301", "1"]
    cifras = [td for td in pagina.todos("td") if td.text in {"1.300", "*", "sin dato"}]
    assert [td.get("class") for td in cifras] == ["numero", "numero sin-dato", "numero sin-dato"]


def test_una_palabra_con_color_lleva_forma_y_las_demas_quedan_como_texto():
    assert "▲" in senal("Amarillo")
    assert senal("Sin <meta>") == "Sin &lt;meta&gt;"


@pytest.mark.parametrize(
    "numero, total, esperado",
    [
        (1, 0, (0, 0, 1, None, None)),
        (1, 50, (1, 50, 1, None, None)),
        (1, 51, (1, 50, 2, None, "?p=2")),
        (2, 51, (51, 51, 2, "?p=1", None)),
    ],
)
def test_una_pagina_sabe_donde_esta(numero, total, esperado):
    p = Pagina([], numero, 50, total, lambda n: f"?p={n}")
    assert (p.desde, p.hasta, p.ultima, p.anterior, p.siguiente) == esperado


def test_el_plural_concuerda():
    assert (plural(1, "mujer", "mujeres"), plural(1300, "mujer", "mujeres")) == ("1 mujer", "1.300 mujeres")


PIEZAS = """{% from "macros/piezas.html" import aviso, estado, cifras, vacio, migas, paginacion,
  lista_definicion, progreso, filtros %}{% from "macros/veredicto.html" import veredicto, estado_red %}
{{ aviso("aviso", "Falta algo.") }}{{ aviso("rara", "Algo.") }}{{ estado("anulada") }}
{{ cifras([("5/6", "ordinarias")]) }}{{ vacio("Nada", "Aún no hay.", ("Crear", "/c")) }}
{{ migas([("Inicio", "/")]) }}{{ paginacion(p) }}{{ progreso(12, 1300, "Leyendo") }}
{{ lista_definicion([("Lugar", "Alameda", "Cambiar", "/l"), ("Personas", "4")]) }}
{{ filtros([f], {"tabla": "x"}) }}{{ estado_red("sin_red", {"guardadas": 2, "recibidas": 1, "contadas": 1}) }}
{{ veredicto("ya_estaba", "Se leyó a las 8:42 p. m.", 23) }}"""


def test_las_piezas_quedan_bien_escritas_y_dicen_lo_suyo(dibujar):
    filtro = Filtro("vigencia", "Vigencia", [("2022", "2022"), ("2023", "2023")], "2023")
    pagina = dibujar(PIEZAS, p=Pagina([], 2, 50, 1300, lambda n: f"?p={n}"), f=filtro)
    assert pagina.avisos() == []
    for dicho in (
        "▲ Atención. Falta algo.",
        "◆ Nota. Algo.",
        "✕ Anulada",
        "51 a 100 de 1.300 · página 2 de 26",
        "12 de 1.300",
        "Sin red 2 guardadas 1 recibidas 1 contadas",
        "Ya estaba Se leyó a las 8:42 p. m. 23 personas",
    ):
        assert dicho in pagina.visible
    elegidas = [o.get("value") for o in pagina.todos("option") if o.get("selected") is not None]
    assert elegidas == ["2023"]
