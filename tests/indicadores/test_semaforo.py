"""Los rangos del semáforo y las magnitudes."""

from datetime import date
from decimal import Decimal

import pytest

from registro.errores import ErrorDeRegistro
from registro.indicadores import magnitud, semaforo
from registro.indicadores.semaforo import Color, Conjunto, Estado, Rango, color_de
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
    assert SDP.colores == (Color.VERDE, Color.NARANJA, Color.AMARILLO, Color.ROJO)


def test_rige_el_ultimo_que_ya_empezo_y_se_puede_elegir_otro():
    nuevo = Conjunto("nuevo", "Nuevo", date(2025, 1, 1), PPASP_2023.rangos)
    todos = [PPASP_2023, SDP, nuevo]
    assert semaforo.elegir(todos, "", date(2024, 12, 31)) is PPASP_2023
    assert semaforo.elegir(todos, "", date(2025, 12, 31)) is nuevo
    assert semaforo.elegir(todos, "SDP", date(2023, 1, 1)) is SDP
    with pytest.raises(ErrorDeRegistro, match="«PPASP 2023», «SDP» y «Nuevo»"):
        semaforo.elegir(todos, "otro", date(2023, 1, 1))
    with pytest.raises(ErrorDeRegistro, match="2019"):
        semaforo.que_rige(todos, date(2019, 1, 1))


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
