"""Los rangos del semáforo y las magnitudes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registro.errores import ErrorDeRegistro
from registro.indicadores import magnitud, semaforo
from registro.indicadores.semaforo import Color, Conjunto, Escrito, Estado, Rango, color_de
from registro.indicadores.semaforos import PPASP_2023, SDP


@pytest.mark.parametrize(
    "p,ppasp,sdp",
    [
        ("-3", Color.ROJO, Color.ROJO),
        ("0", Color.ROJO, Color.ROJO),
        ("50", Color.ROJO, Color.ROJO),
        ("50.0001", Color.AMARILLO, Color.AMARILLO),
        ("74.99", Color.AMARILLO, Color.AMARILLO),
        ("75", Color.VERDE, Color.AMARILLO),
        ("125", Color.VERDE, Color.VERDE),
        ("125.1", Color.VERDE, Color.NARANJA),
    ],
)
def test_cada_porcentaje_tiene_un_color(p, ppasp, sdp):
    assert color_de(PPASP_2023, Decimal(p)) is ppasp
    assert color_de(SDP, Decimal(p)) is sdp


def test_los_rangos_se_dicen_en_palabras():
    assert semaforo.en_palabras(PPASP_2023) == [
        (Color.ROJO, "0 ≤ p ≤ 50"),
        (Color.AMARILLO, "50 < p < 75"),
        (Color.VERDE, "p ≥ 75"),
    ]
    assert semaforo.en_palabras(SDP)[2:] == [(Color.VERDE, "75 < p ≤ 125"), (Color.NARANJA, "p > 125")]
    assert [dicho for _, dicho in semaforo.en_corto(PPASP_2023)] == [
        *("hasta 50 %", "más de 50 % y menos de 75 %", "75 % o más")
    ]
    assert [dicho for _, dicho in semaforo.en_corto(SDP)[2:]] == ["más de 75 % y hasta 125 %", "más de 125 %"]
    assert SDP.colores == (Color.VERDE, Color.NARANJA, Color.AMARILLO, Color.ROJO)


def test_rige_el_ultimo_que_ya_empezo_y_se_puede_elegir_otro():
    nuevo = Conjunto("nuevo", "Nuevo", date(2025, 1, 1), PPASP_2023.rangos)
    todos = [PPASP_2023, SDP, nuevo]
    assert semaforo.elegir(todos, "", date(2024, 12, 31)) is PPASP_2023
    assert semaforo.elegir(todos, "", date(2025, 12, 31)) is nuevo
    assert semaforo.elegir(todos, "SDP", date(2023, 1, 1)) is SDP
    with pytest.raises(ErrorDeRegistro, match="«PPASP 2023», «SDP» y «Nuevo»"):
        semaforo.elegir(todos, "otro", date(2023, 1, 1))
    assert semaforo.que_rige(todos, date(2019, 1, 1)) is PPASP_2023
    corregido = replace(nuevo, clave="corregido", nombre="Año 2025", numero=3)
    assert semaforo.elegir([corregido, *todos], "", date(2025, 12, 31)) is corregido
    assert semaforo.se_llama([corregido], "ano  2025")
    assert semaforo.clave_para("¡Nuevo!", todos) == "nuevo_2"
    assert semaforo.clave_para("«»", todos) == "reglas"
    with pytest.raises(ErrorDeRegistro, match="que rijan para todos"):
        semaforo.que_rige([SDP], date(2019, 1, 1))


@pytest.mark.parametrize(
    "rangos,frase",
    [
        ([], "sin tope"),
        ([Rango(Color.ROJO, Decimal(50))], "sin tope"),
        ([Rango(Color.ROJO, None), Rango(Color.VERDE, None)], "sin tope"),
        (
            [Rango(Color.ROJO, Decimal(50)), Rango(Color.AMARILLO, Decimal(50)), Rango(Color.VERDE, None)],
            "menor",
        ),
        ([Rango(Color.ROJO, Decimal(50)), Rango(Color.ROJO, None)], "dos veces"),
    ],
)
def test_unos_rangos_con_huecos_no_se_guardan(rangos, frase):
    with pytest.raises(ErrorDeRegistro, match=frase):
        semaforo.revisar(rangos)


def renglones(*escritos):
    """Pares (color, hasta)."""
    return [Escrito(color, None if hasta is None else Decimal(hasta)) for color, hasta in escritos]


def test_los_renglones_de_un_formulario_hacen_rangos_sin_huecos():
    dicho = [*renglones(("Rojo", "50")), Escrito("Amarillo", Decimal(75), incluye=False), Escrito("Verde")]
    assert semaforo.armar([*dicho, Escrito()]) == PPASP_2023.rangos


@pytest.mark.parametrize(
    "escritos,campo",
    [
        ([("", "50"), ("Verde", None)], "color_1"),
        ([("Rojo", "-1"), ("Verde", None)], "hasta_1"),
        ([("Rojo", None), ("Verde", "75")], "hasta_1"),
        ([("Rojo", "50"), ("Verde", "50")], "hasta_2"),
        ([("Rojo", "50"), ("Rojo", None)], "rangos"),
        ([("Rojo", "50"), ("Verde", "75")], "rangos"),
    ],
)
def test_cada_renglon_que_no_se_sostiene_se_senala(escritos, campo):
    with pytest.raises(ErrorDeRegistro) as error:
        semaforo.armar(renglones(*escritos))
    assert error.value.campo == campo


@given(st.lists(st.integers(0, 200), min_size=1, max_size=3, unique=True), st.decimals(-50, 400, places=2))
def test_lo_que_se_deja_guardar_le_da_un_color_a_cualquier_porcentaje(topes, p):
    escritos = [(color.value, tope) for color, tope in zip(Color, sorted(topes), strict=False)]
    rangos = semaforo.armar(renglones(*escritos, (list(Color)[len(escritos)].value, None)))
    color = color_de(Conjunto("x", "X", None, rangos), p)
    assert list(Color).index(color) == sum(p > tope for tope in topes)


def test_los_conjuntos_de_nacimiento_se_sostienen():
    semaforo.revisar(PPASP_2023.rangos)
    semaforo.revisar(SDP.rangos)
    with pytest.raises(ValueError, match="no cubre"):
        color_de(Conjunto("x", "X", None, (Rango(Color.ROJO, Decimal(1)),)), Decimal(2))


@pytest.mark.parametrize(
    "dicha,escrita",
    [
        (magnitud.de(Decimal(1300231), "numero"), "1.300.231"),
        (magnitud.de(Decimal("5.70"), "numero"), "5,7"),
        (magnitud.de(Decimal(65), "porcentaje"), "65\xa0%"),
        (magnitud.de(Decimal("67.94"), "porcentaje"), "67,9\xa0%"),
        (magnitud.de(Decimal(0), "numero"), "0"),
        (magnitud.de(None, "numero"), "sin dato"),
        (magnitud.EnEstado(Estado.CUMPLIDO, 2021), "Producto cumplido en 2021"),
        (magnitud.EnEstado(Estado.SIN_META, 2025), "Inicia en 2025"),
    ],
)
def test_una_magnitud_se_escribe_como_se_lee(dicha, escrita):
    assert magnitud.escrita(dicha) == escrita
