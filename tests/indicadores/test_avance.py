"""El método distrital, con los ejemplos de las reglas y sus propiedades."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from registro.indicadores.avance import (
    Agregado,
    Aporte,
    Avance,
    Corte,
    agregar,
    calcular,
    color,
    estado_en,
)
from registro.indicadores.formulas import Tramo
from registro.indicadores.semaforo import Color, Estado
from registro.indicadores.semaforos import PPASP_2023
from registro.indicadores.versiones import Definicion

TIPOS = ("suma", "constante", "creciente", "decreciente")


def definir(tipo="suma", *, metas=None, **otros):
    """`metas`: {vigencia: valor}; una llave (desde, hasta) es un saldo."""
    tramos = [
        (
            Tramo(*vigencia, Decimal(valor))
            if isinstance(vigencia, tuple)
            else Tramo(vigencia, vigencia, Decimal(valor))
        )
        for vigencia, valor in (metas or {}).items()
    ]
    exactos = {
        nombre: Decimal(valor) for nombre, valor in otros.items() if nombre in {"linea_base", "meta_final"}
    }
    return Definicion(
        **({"unidad": "numero", "anualizacion": tipo, "metas": tuple(tramos)} | otros | exactos)
    )


def reporte(vigencia, trimestre, valor):
    return Aporte(vigencia, vigencia, trimestre, Decimal(valor))


def redondo(numero, cifras=1):
    return numero.quantize(Decimal(1).scaleb(-cifras), ROUND_HALF_UP)


EDUCACION = (
    (
        definir(metas={(2020, 2022): 45, 2023: 15}, meta_final=150),
        [Aporte(2020, 2022, 4, Decimal(15)), reporte(2023, 4, 77)],
    ),
    (
        definir(metas={(2020, 2022): 15, 2023: 5}, meta_final=50),
        [Aporte(2020, 2022, 4, Decimal(5)), reporte(2023, 4, 5)],
    ),
)


def test_educacion_a_2023_va_en_40_7_y_siete_decimas_por_encima():
    productos = [
        (definicion, calcular(definicion, aportes, Corte(2023))) for definicion, aportes in EDUCACION
    ]
    assert [redondo(avance.avance) for _, avance in productos] == [Decimal("61.3"), Decimal("20.0")]
    assert [avance.rezago for _, avance in productos] == [32, -10]
    sector = agregar(productos)
    assert redondo(sector.avance) == Decimal("40.7")
    assert sector.programado == 40
    assert redondo(sector.diferencia) == Decimal("0.7")
    assert (sector.contados, sector.fuera) == (2, 0)


def test_habitat_a_2023_va_en_un_tercio_como_se_programo():
    definicion = definir(metas={(2020, 2022): 2, 2023: 1}, meta_final=9)
    avance = calcular(definicion, [Aporte(2020, 2022, 4, Decimal(2)), reporte(2023, 4, 1)], Corte(2023))
    sector = agregar([(definicion, avance)])
    assert redondo(sector.avance) == redondo(sector.programado) == Decimal("33.3")
    assert sector.diferencia == 0


def test_un_creciente_a_mitad_de_ano():
    definicion = definir("creciente", metas={2022: 55, 2023: 70}, linea_base=40, meta_final=100)
    avance = calcular(definicion, [reporte(2023, 2, 61)], Corte(2023, 2))
    assert avance.meta_acumulada == avance.al_corte == Decimal("62.5")
    assert redondo(avance.a_la_fecha) == Decimal("93.3")
    assert (avance.p, avance.avance, avance.programado) == (70, 35, Decimal("37.5"))
    assert avance.rezago == Decimal("-1.5")


def test_un_decreciente_a_fin_de_ano():
    definicion = definir("decreciente", metas={2022: 85, 2023: 70}, linea_base=100, meta_final=40)
    avance = calcular(definicion, [reporte(2023, 4, 76)], Corte(2023))
    assert (avance.p, avance.avance, avance.programado) == (80, 40, 50)


def test_una_constante_en_su_primer_ano_no_se_prorratea():
    definicion = definir("constante", unidad="porcentaje", metas={2020: 100}, meta_final=100)
    avance = calcular(definicion, [reporte(2020, 2, 92)], Corte(2020, 2))
    assert (avance.p, avance.a_la_fecha, avance.programado) == (92, 92, 100)


def test_160_por_ciento_es_160_y_se_recorta_solo_en_el_avance():
    definicion = definir("constante", metas={2023: 100}, meta_final=100)
    avance = calcular(definicion, [reporte(2023, 4, 160)], Corte(2023))
    assert (avance.p, avance.sin_tope, avance.avance) == (160, 160, 100)


def test_en_una_constante_cuenta_el_ultimo_nivel_aunque_sea_de_antes():
    definicion = definir("constante", metas={2022: 100, 2023: 100}, meta_final=100)
    avance = calcular(definicion, [reporte(2022, 4, 80)], Corte(2023, 2))
    assert (avance.valor, avance.p) == (80, 80)


@pytest.mark.parametrize("tipo", ["suma", "creciente", "decreciente"])
def test_un_ano_sin_reporte_no_es_un_cero(tipo):
    definicion = definir(tipo, metas={2022: 60, 2023: 50}, linea_base=100, meta_final=10)
    avance = calcular(definicion, [reporte(2022, 4, 70)], Corte(2023))
    assert (avance.valor, avance.p) == (None, None)
    assert avance.acumulado == 70
    assert color(avance, PPASP_2023) is Estado.SIN_DATO


def test_la_primera_vigencia_de_un_nivel_parte_de_la_linea_base():
    primera = definir("creciente", metas={2023: 20}, linea_base=10, meta_final=100)
    assert calcular(primera, [], Corte(2023, 2)).al_corte == 15
    sin_anterior = definir("creciente", metas={2023: 20}, linea_base=10, vigencia_inicial=2020)
    assert calcular(sin_anterior, [], Corte(2023, 2)).al_corte is None
    assert calcular(sin_anterior, [], Corte(2023, 4)).al_corte == 20


def test_un_decreciente_sin_linea_base_no_se_puede_medir():
    definicion = definir("decreciente", metas={2023: 70}, meta_final=40)
    avance = calcular(definicion, [reporte(2023, 4, 76)], Corte(2023))
    assert (avance.p, avance.avance, avance.programado, avance.a_la_fecha) == (None, None, None, None)
    assert avance.rezago == 6
    assert calcular(definicion, [], Corte(2023, 2)).al_corte is None


def test_el_saldo_de_apertura_no_se_reparte_entre_sus_anos():
    definicion, aportes = EDUCACION[0]
    avance = calcular(definicion, aportes, Corte(2021))
    assert (avance.meta, avance.meta_acumulada, avance.acumulado, avance.p) == (None, None, None, None)


def test_lo_reportado_despues_del_corte_no_entra():
    definicion = definir(metas={2023: 40}, meta_final=100)
    reportes = [reporte(2023, trimestre, 10) for trimestre in (1, 2, 3, 4)]
    assert calcular(definicion, reportes, Corte(2023, 2)).acumulado == 20


@pytest.mark.parametrize(
    "definicion,vigencia,estado",
    [
        (definir(metas={2023: 1}), 2023, None),
        (definir(estado="cumplido", vigencia_final=2022), 2023, Estado.CUMPLIDO),
        (definir(estado="cumplido", vigencia_final=2022), 2022, None),
        (definir(estado="sin_iniciar", vigencia_inicial=2025), 2023, Estado.SIN_META),
        (definir(estado="sin_iniciar"), 2023, Estado.SIN_META),
        (definir(vigencia_final=2022), 2023, Estado.SIN_META),
        (definir(metas={2022: 1, 2024: 1}), 2023, Estado.SIN_META),
        (definir(metas={2022: 1}), 2023, None),
        (definir(metas={2024: 1}), 2023, None),
        (definir(metas={2024: 1}, vigencia_inicial=2023), 2023, Estado.SIN_META),
    ],
)
def test_el_estado_de_un_producto_en_una_vigencia(definicion, vigencia, estado):
    assert estado_en(definicion, vigencia) is estado


def test_un_cumplido_conserva_su_avance_y_cuenta_en_su_sector():
    cumplido = definir(estado="cumplido", vigencia_final=2022, metas={2022: 1}, meta_final=1)
    avance = calcular(cumplido, [reporte(2022, 4, 1)], Corte(2023))
    assert (avance.avance, avance.programado, avance.acumulado) == (100, 100, 1)
    assert color(avance, PPASP_2023) is Estado.CUMPLIDO
    de_un_saldo = definir(estado="cumplido", vigencia_final=2022, metas={(2020, 2023): 1}, meta_final=1)
    en_marzo = calcular(de_un_saldo, [Aporte(2020, 2023, 4, Decimal(1))], Corte(2023, 1))
    assert (en_marzo.acumulado, en_marzo.rezago) == (1, 0), "lo de antes ya estaba"
    medio = definir("constante", metas={2023: 100}, meta_final=100)
    sector = agregar([(cumplido, avance), (medio, calcular(medio, [reporte(2023, 4, 50)], Corte(2023)))])
    assert (sector.avance, sector.diferencia, sector.contados) == (75, -25, 2)


def test_un_ano_sin_meta_no_le_pide_nada_mas_a_una_suma():
    definicion = definir(metas={2022: 10, 2024: 10}, meta_final=20)
    avance = calcular(definicion, [reporte(2022, 4, 5)], Corte(2023))
    assert (avance.meta_acumulada, avance.programado, avance.rezago) == (10, 50, -5)


def test_un_sector_dice_a_cuantos_dejo_por_fuera():
    sin_final = definir(metas={2023: 1})
    sin_reporte = definir(metas={2023: 1}, meta_final=4)
    productos = [(una, calcular(una, [], Corte(2023))) for una in (sin_final, sin_reporte)]
    assert agregar(productos) == Agregado(None, None, None, 0, 1, 1)
    assert agregar([]) == Agregado(None, None, None, 0, 0)


def test_el_corte_de_una_fecha_son_los_trimestres_que_ya_terminaron():
    dias = [date(2023, 1, 1), date(2023, 3, 31), date(2023, 6, 29), date(2023, 12, 31), date(2024, 2, 1)]
    assert [Corte.en(2023, dia).trimestre for dia in dias] == [0, 1, 1, 4, 4]
    assert Corte.en(2023, date(2022, 12, 31)).trimestre == 0
    assert [Corte(2023, trimestre).mes for trimestre in range(5)] == [0, 3, 6, 9, 12]


# Propiedades: valen para cualquier cifra, no sólo para las de los ejemplos.
exactos = st.decimals(0, 10**6, places=3)
positivos = st.decimals(Decimal("0.001"), 10**6, places=3)


@given(st.lists(exactos, min_size=4, max_size=4), positivos)
def test_los_trimestres_de_una_suma_suman_su_ano(valores, meta):
    definicion = definir(metas={2023: meta}, meta_final=meta)
    por_trimestre = [reporte(2023, numero, valor) for numero, valor in enumerate(valores, 1)]
    de_una_vez = [reporte(2023, 4, sum(valores))]
    assert calcular(definicion, por_trimestre, Corte(2023)) == calcular(definicion, de_una_vez, Corte(2023))


@st.composite
def productos(dibujar):
    """Una definición cualquiera, con cifras que pueden faltar, y lo que reportó."""
    quizas = st.none() | exactos
    metas = {v: dibujar(exactos) for v in range(2020, 2024) if dibujar(st.booleans())}
    otros = {nombre: dibujar(quizas) for nombre in ("linea_base", "meta_final")}
    definicion = replace(
        definir(dibujar(st.sampled_from(TIPOS)), metas=metas),
        vigencia_inicial=dibujar(st.none() | st.just(2020)),
        **otros,
    )
    trimestres = st.tuples(st.integers(2020, 2023), st.integers(1, 4))
    reportes = dibujar(st.dictionaries(trimestres, exactos, max_size=8))
    return definicion, [reporte(*cuando, valor) for cuando, valor in reportes.items()]


cortes = st.builds(Corte, st.integers(2019, 2024), st.integers(0, 4))


@given(productos(), cortes)
def test_nunca_se_divide_por_cero_y_el_avance_va_de_0_a_100(producto, corte):
    avance = calcular(*producto, corte)
    assert avance.avance is None or 0 <= avance.avance <= 100


@given(productos(), cortes)
def test_sin_ningun_reporte_nada_se_vuelve_cero(producto, corte):
    avance = calcular(producto[0], [], corte)
    medidos = (avance.valor, avance.acumulado, avance.p, avance.a_la_fecha, avance.rezago)
    assert medidos == (None,) * 5
    assert avance.avance is None or avance.estado is Estado.CUMPLIDO


@given(productos(), cortes, st.sampled_from([2, 5, 10, 100]))
def test_los_porcentajes_no_dependen_de_la_unidad(producto, corte, veces):
    definicion, aportes = producto
    ancha = replace(
        definicion,
        metas=tuple(Tramo(t.desde, t.hasta, t.valor * veces) for t in definicion.metas),
        linea_base=None if definicion.linea_base is None else definicion.linea_base * veces,
        meta_final=None if definicion.meta_final is None else definicion.meta_final * veces,
    )
    anchos = [replace(aporte, valor=aporte.valor * veces) for aporte in aportes]
    uno, otro = calcular(definicion, aportes, corte), calcular(ancha, anchos, corte)
    for nombre in ("p", "a_la_fecha", "avance", "programado"):
        antes, despues = getattr(uno, nombre), getattr(otro, nombre)
        assert (antes is None) == (despues is None)
        assert antes is None or redondo(antes, 12) == redondo(despues, 12)


@given(productos(), cortes, positivos)
def test_alcanzar_mas_nunca_baja_el_cumplimiento(producto, corte, extra):
    definicion, aportes = producto
    assume(aportes)
    definicion = (
        replace(definicion, linea_base=Decimal(0)) if definicion.anualizacion != "suma" else definicion
    )
    definicion = replace(definicion, anualizacion=definicion.anualizacion.replace("decreciente", "creciente"))
    mas = [replace(aporte, valor=aporte.valor + extra) for aporte in aportes]
    antes, despues = calcular(definicion, aportes, corte), calcular(definicion, mas, corte)
    for nombre in ("p", "a_la_fecha", "avance"):
        assert getattr(antes, nombre) is None or getattr(antes, nombre) <= getattr(despues, nombre)


@given(st.decimals(0, 200, places=2), st.decimals(0, 200, places=2))
def test_mas_porcentaje_nunca_es_peor_color(uno, otro):
    grados = [Color.ROJO, Color.AMARILLO, Color.VERDE]
    menor, mayor = sorted([uno, otro])
    assert grados.index(color(Avance(p=menor), PPASP_2023)) <= grados.index(
        color(Avance(p=mayor), PPASP_2023)
    )
