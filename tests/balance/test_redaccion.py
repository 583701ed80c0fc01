"""Cómo se redacta el Balance: de las celdas de una tabla a las frases, sin base de datos."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registro.escritores.senales import REZAGO, senal_de
from registro.informes.balance import dibujos, papel
from registro.informes.balance.conclusiones import los_primeros
from registro.informes.balance.producto import LARGO_DE_LA_CITA, Ficha, alcanzo_su_meta, citar, redactar
from registro.informes.balance.reglas import archivo
from registro.informes.datos import Dato, cuantas, mayor, renglones, totales
from registro.informes.redaccion import Redaccion, seccion
from registro.tabla import Celda, Columna, Tabla, TipoColumna

NUMERO, SUMA = (
    TipoColumna.DECIMAL,
    Ficha(en_porcentaje=False, suma=True, decreciente=False, vigencia_inicial=None, vigencia_final=2029),
)
NIVEL = replace(SUMA, suma=False, en_porcentaje=True)
COLUMNAS = (
    *(Columna("Código"), Columna("Producto"), Columna("Meta acumulada", NUMERO)),
    *(Columna("Alcanzado acumulado", NUMERO), Columna("Meta", NUMERO), Columna("Alcanzado", NUMERO)),
    *(Columna("Cumplimiento %", TipoColumna.PORCENTAJE), Columna("Rezago", NUMERO)),
    Columna("Color", TipoColumna.ESTADO),
)


def tabla(columnas, *filas, **otros):
    celdas = tuple(tuple(map(Celda, fila)) for fila in filas)
    base = {"nombre": "x", "titulo": "X", "totales": None, "fuente": "registros", "corte": date(2023, 12, 31)}
    return Tabla(columnas=columnas, filas=celdas, **(base | otros))


def cumplimiento(*filas):
    return tabla(COLUMNAS, *filas, reglas="PPASP 2023: rojo 0 a 50", notas=("Objetivo 1. Uno", "Otra"))


def fila(meta_ac=60, alc_ac=92, meta=15, alcanzado=77, p=Decimal("513.3333"), rezago=32, color="Verde"):
    return ("1.3.4", "Actividades.", meta_ac, alc_ac, meta, alcanzado, p, rezago, color)


def dicho(cifras, ficha=SUMA):
    r = Redaccion()
    redactar(r, renglones(cumplimiento(cifras))[0], ficha, 2023)
    return r.texto.replace("\N{NO-BREAK SPACE}", " ")


TODO_FALTA = ("sin dato",) * 4
CASOS = {
    "En 2023 alcanzó 77 de una meta de 15: cumplió 513,3 %, en verde. Desde el comienzo acumula 92 de 60 "
    "previstos y presenta una sobre-ejecución de 32.": (fila(), SUMA),
    "En 2023 alcanzó 19 de una meta de 12: cumplió 158,3 %, en verde. Desde el comienzo acumula 43 de 48 "
    "previstos y presenta un rezago de 5.": (
        fila(48, 43, 12, 19, Decimal("158.33"), Decimal("-5.0")),
        SUMA,
    ),
    "En 2023 alcanzó 1 de una meta de 1: cumplió 100,0 %, en verde. Desde el comienzo acumula 1 de 1 "
    "previsto y está en cumplimiento.": (fila(1, 1, 1, 1, 100, 0), SUMA),
    "En 2023 alcanzó 92 % de una meta de 100 %: cumplió 92,0 %, en verde. El producto presenta un rezago de "
    "1 punto porcentual.": (fila(100, 92, 100, 92, 92, -1, "Verde"), NIVEL),
    "En 2023 alcanzó 76 de una meta de 70: cumplió 80,0 %, en verde. El producto presenta un rezago de 6.": (
        fila(70, 76, 70, 76, 80, 6),
        replace(SUMA, suma=False, decreciente=True),
    ),
    "En 2023 alcanzó 68 de una meta de 70: cumplió 106,7 %, en verde. El producto presenta una "
    "sobre-ejecución de 2.": (
        fila(70, 68, 70, 68, Decimal("106.66"), -2),
        replace(SUMA, suma=False, decreciente=True),
    ),
    "En 2023 alcanzó 100 % de una meta de 100 %: cumplió 100,0 %, en verde. El producto está en "
    "cumplimiento.": (fila(100, 100, 100, 100, 100, 0), NIVEL),
    "Se cumplió en 2021: en 2023 no tenía metas por cumplir.": (
        fila(p="—", color="Cumplido"),
        replace(SUMA, vigencia_final=2021),
    ),
    "Se cumplió en una vigencia anterior: en 2023 no tenía metas por cumplir.": (
        fila(color="Cumplido"),
        replace(SUMA, vigencia_final=None),
    ),
    "Inicia en 2025: en 2023 no tenía meta.": (
        fila(color="Sin meta"),
        replace(SUMA, vigencia_inicial=2025),
    ),
    "No tenía meta en 2023.": (fila(color="Sin meta"), SUMA),
    "No se conoce lo alcanzado de su meta de 15 en 2023; lo que no se reportó no es cero.": (
        fila("sin dato", "sin dato", 15, *TODO_FALTA),
        SUMA,
    ),
    "No se conoce lo alcanzado en 2023; lo que no se reportó no es cero.": (
        fila(60, 92, "sin dato", *TODO_FALTA),
        SUMA,
    ),
    "En 2023 alcanzó 77; no se conoce su meta de ese año, y no puede decirse cuánto cumplió.": (
        fila("sin dato", 92, "sin dato", 77, *TODO_FALTA[1:]),
        SUMA,
    ),
    "En 2023 alcanzó * de una meta de *.": (fila(60, 92, "*", "*", "*", "*", "*"), NIVEL),
    "En 2023 alcanzó 77 de una meta de 15: cumplió 90,0 %.": (fila(60, 92, 15, 77, 90, "*", "*"), SUMA),
}


@pytest.mark.parametrize("esperado", CASOS)
def test_cada_producto_dice_cuanto_cumplio_y_su_rezago_en_su_unidad(esperado):
    assert dicho(*CASOS[esperado]) == esperado


def test_el_parrafo_cita_al_sector_con_su_fuente_y_anota_sus_numeros():
    r = Redaccion()
    citar(r, "1.3.4", "- **Diez** talleres «así»:\n\n1. 1.305 asistentes, 45,7 % en T4 [nota: x].", "T4")
    dicho = "«Diez talleres “así”: 1.305 asistentes, 45,7 % en T4 (nota: x].»"
    assert r.parrafos == [f"El sector reportó: {dicho} (reporte aprobado del T4)."]
    assert r.cifras == {
        "«1.305» en el reporte aprobado de 1.3.4": "1.305",
        "«45,7» en el reporte aprobado de 1.3.4": "45,7",
    }
    largo = Redaccion()
    citar(largo, "1.3.4", "Una frase. " * 200, "T4")
    assert largo.texto.endswith("Una frase. […]» (reporte aprobado del T4).")
    assert len(largo.texto) < LARGO_DE_LA_CITA + 100
    citar(largo, "1.3.4", "x" * 900 + " " + "y" * 900, "T4")
    assert largo.parrafos[1].endswith("x […]» (reporte aprobado del T4).")
    citar(nada := Redaccion(), "1.3.4", " \n", "T4")
    assert nada.parrafos == []


def test_un_acumulado_oculto_queda_anotado_para_que_nadie_lo_publique_escrito():
    r = Redaccion()
    redactar(r, renglones(cumplimiento(fila(alc_ac="*", rezago="*")))[0], SUMA, 2023)
    assert r.texto.endswith("en verde.")
    assert r.cifras["diferencia de 1.3.4"] == "*"


def test_sin_porcentaje_no_se_sabe_si_alcanzo_su_meta():
    filas = renglones(cumplimiento(fila(), fila(p=Decimal("99.99")), fila(p="sin dato")))
    assert [alcanzo_su_meta(una) for una in filas] == [True, False, None]


def test_un_borrador_anota_las_cifras_que_cita():
    r = Redaccion()
    r.decir("", "")
    r.decir(
        f"Hubo {r.contar('sesiones', Dato(1, '1'), 'sesión', 'sesiones')}.", "", f"{r.cifra('total', '73')}."
    )
    r.enumerar([])
    r.enumerar(["a", "b"])
    hecha = seccion("x", "X", 1, r, en_linea=True)
    assert hecha.borrador == "Hubo 1 sesión. 73.\n\n- a\n- b"
    assert (hecha.cifras, hecha.en_linea) == ({"sesiones": "1", "total": "73"}, True)
    assert (Dato("*", "*").contar("una", "varias"), Dato("*", "*").porcentaje) == ("* varias", "*")
    assert Dato("sin dato", "sin dato").contar("persona", "personas") == "sin dato de personas"


def test_la_mayor_no_se_dice_si_empata_si_es_cero_o_si_hay_una_oculta():
    def cual(*valores):
        columnas = Columna("Quién"), Columna("n", TipoColumna.ENTERO)
        hallada = mayor(renglones(tabla(columnas, *((str(i), v) for i, v in enumerate(valores)))), "n")
        return hallada and hallada["Quién"].escrito

    assert [cual(3, 9, "sin dato"), cual(9, 9), cual(0), cual(9, "*"), cual()] == [
        "1",
        None,
        None,
        None,
        None,
    ]
    filas = renglones(cumplimiento(fila(), fila(color="Rojo")))
    assert cuantas(filas, "Color", "Rojo") == 1
    assert totales(cumplimiento(fila())) == {}


def test_en_el_papel_la_tabla_dice_el_ano_la_unidad_y_el_estado_una_sola_vez():
    cumplido = fila(100, 100, "Producto cumplido en 2021", "Producto cumplido en 2021", "—", 0, "Cumplido")
    hecha = papel.cumplimiento(cumplimiento(fila(), cumplido), 2023, frozenset({"1.3.4"}))
    assert [(c.titulo, c.grupo) for c in hecha.columnas] == [
        *(("Producto", None), ("Meta", "2020–2023"), ("Alcanzado", "2020–2023"), ("Meta", "2023")),
        *(("Alcanzado", "2023"), ("Rezago", None), ("Color", None)),
    ]
    assert [celda.valor for celda in hecha.filas[0]] == ["1.3.4 Actividades (%)", 60, 92, 15, 77, 32, "Verde"]
    assert [celda.valor for celda in hecha.filas[1]] == [
        *("1.3.4 Actividades (%). Producto cumplido en 2021", 100, 100, "—", "—", 0, "Cumplido")
    ]
    rezago = "Rezago: lo alcanzado menos la meta acumulada. Con ▼ va atrás; sin ella, adelante o a tiempo."
    assert hecha.notas == ("(%): se mide en porcentaje; los demás productos, en número.", rezago, "Otra")
    assert hecha.reglas == "PPASP 2023"
    assert papel.cumplimiento(cumplimiento(fila(rezago=0)), 2023, frozenset()).notas == ("Otra",)
    bajan = cumplimiento(fila(rezago=6), fila(rezago=-2), fila(rezago="—"))
    hecha = papel.cumplimiento(bajan, 2023, frozenset(), frozenset({"1.3.4"}))
    assert [celda.atras for celda in (renglon[5] for renglon in hecha.filas)] == [True, False, False]
    rezago = hecha.columnas[5]
    assert [senal_de(renglon[5], rezago, "Rezago") is REZAGO for renglon in hecha.filas] == [
        True,
        False,
        False,
    ]
    assert hecha.filas[0][0].valor == "1.3.4 Actividades (decreciente)"
    assert hecha.notas[0] == "(decreciente): va en rezago lo que está por encima de su meta."


def test_en_el_papel_una_cifra_larga_ensancha_su_columna_y_no_se_parte():
    corta = papel.cumplimiento(cumplimiento(fila()), 2023, frozenset())
    assert papel.anchos(corta) == (38, 8, 12, 8, 12, 9.5, 12.5)
    larga = fila(1_780_000, 1_690_250, 490_000, 1_300_231, Decimal("265.35"), Decimal(-89_750))
    nombre, meta, _, del_ano, _, rezago, color = papel.anchos(
        papel.cumplimiento(cumplimiento(fila(), larga), 2023, frozenset())
    )
    assert (meta, del_ano, rezago, color) == (11.25, 8.75, 11.25, 12.5)
    assert nombre == 38 - 3.25 - 0.75 - 1.75
    assert papel.anchos(papel.cumplimiento(cumplimiento(), 2023, frozenset()))[0] == 38


def test_los_de_mayor_cumplimiento_no_dejan_por_fuera_a_quien_empata():
    def primeros(*cumplidos):
        filas = renglones(cumplimiento(*(fila(p=Decimal(uno)) for uno in cumplidos)))
        return [una["Cumplimiento %"].numero for una in los_primeros(filas)]

    assert primeros(100, 300, 100, 200, 100, 100) == [300, 200]
    assert primeros(100, 100, 100, 100, 100, 100) == []
    assert primeros(100, 500, 150, 200, 300, 400) == [500, 400, 300, 200, 150]
    assert primeros(100, 100) == [100, 100]


def test_la_tabla_de_objetivos_los_nombra():
    columnas = Columna("Objetivo"), Columna("Productos", TipoColumna.ENTERO)
    hecha = papel.con_objetivos(tabla(columnas, ("1", 37), ("Otro", 1)), {1: "Implementar."})
    assert [una[0].valor for una in hecha.filas] == ["1. Implementar.", "Otro"]


COLORES = (
    Columna("Sector"),
    *(
        Columna(t, TipoColumna.ENTERO)
        for t in ("Total", "Verde", "Amarillo", "Rojo", "Sin meta", "Cumplidos")
    ),
)


def test_las_figuras_llevan_detras_la_tabla_de_sus_cifras():
    contada = tabla(
        COLORES, ("Salud", 9, 7, 0, 2, 0, 0), totales=tuple(map(Celda, ("Total", 73, 56, 1, 11, 1, 4)))
    )
    todos = dibujos.de_todos(contada)
    assert todos.alternativo.replace("\N{NO-BREAK SPACE}", " ") == (
        "Barras: verde 56 (76,7 %), amarillo 1 (1,4 %), rojo 11 (15,1 %), sin meta 1 (1,4 %) y cumplidos "
        "4 (5,5 %)."
    )
    assert [round(una[2].valor, 1) for una in todos.tabla.filas][:2] == [Decimal("76.7"), Decimal("1.4")]
    suya = dibujos.de_sector(contada, "Salud", 14)
    assert (suya.titulo, suya.alternativo) == (
        *("Productos de cada color, sector Salud", "Barras: verde 7 y rojo 2."),
    )
    assert [[celda.valor for celda in una] for una in suya.tabla.filas][:2] == [["Verde", 7], ["Amarillo", 0]]
    assert "<svg" in suya.svg


def test_una_cifra_oculta_sigue_oculta_en_la_figura():
    fila_oculta = ("Salud", "*", "*", 0, "*", 0, 0)
    contada = tabla(COLORES, fila_oculta, totales=tuple(map(Celda, ("Total", "*", "*", 0, 0, 0, 0))))
    assert dibujos.de_sector(contada, "Salud", 2).alternativo == "Barras: verde * y rojo *."
    assert [una[2].valor for una in dibujos.de_todos(contada).tabla.filas] == ["*", 0, 0, 0, 0]
    vacia = replace(contada, filas=(tuple(map(Celda, ("Salud", 0, 0, 0, 0, 0, 0))),))
    assert dibujos.de_sector(vacia, "Salud", 2).alternativo == "Todavía ningún producto tiene color."
    sin_totales = replace(contada, totales=None)
    assert dibujos.de_todos(replace(sin_totales, totales=tuple(map(Celda, ("T", 0, 0, 0, 0, 0, 0))))).tabla


def test_el_archivo_dice_que_es():
    assert archivo(2023, "reservada", "docx") == "balance-2023-reservada.docx"
