"""Cada cifra dicha en palabras, con sus números."""

from decimal import Decimal

import pytest

from registro.indicadores import explicar
from registro.indicadores.avance import Aporte, Corte, calcular
from registro.indicadores.formulas import Tramo
from registro.indicadores.versiones import Definicion

SUMA = Definicion(
    "numero",
    "suma",
    meta_final=Decimal(150),
    metas=(Tramo(2020, 2022, Decimal(45)), Tramo(2023, 2023, Decimal(15))),
)
CRECIENTE = Definicion(
    "numero",
    "creciente",
    linea_base=Decimal(40),
    meta_final=Decimal(100),
    metas=(Tramo(2022, 2022, Decimal(55)), Tramo(2023, 2023, Decimal(70))),
)
CONSTANTE = Definicion(
    "porcentaje", "constante", meta_final=Decimal(100), metas=(Tramo(2023, 2023, Decimal(100)),)
)
DECRECIENTE = Definicion(
    "numero", "decreciente", metas=(Tramo(2023, 2023, Decimal(70)),), meta_final=Decimal(40)
)
CUMPLIDO = Definicion("numero", "suma", estado="cumplido", vigencia_final=2021, meta_final=Decimal(1))


def explicado(definicion, reportes, corte, cual):
    aportes = [Aporte(desde, hasta, trimestre, Decimal(valor)) for desde, hasta, trimestre, valor in reportes]
    avance = calcular(definicion, aportes, corte)
    return [(paso.que, paso.cuanto) for paso in explicar.pasos(definicion, avance, corte, cual, aportes)]


DE_SUMA = ((2020, 2022, 4, 15), (2023, 2023, 4, 77))


def test_el_avance_de_una_suma_muestra_lo_alcanzado_la_meta_y_la_division():
    assert explicado(SUMA, DE_SUMA, Corte(2023), "avance") == [
        ("Alcanzado hasta diciembre de 2023", "92"),
        ("Meta final", "150"),
        ("92 ÷ 150, tipo suma", "61,3\xa0%"),
    ]
    assert explicado(SUMA, [(2023, 2023, 4, 300)], Corte(2023), "avance")[-1] == ("Sin recortar", "200\xa0%")


def test_lo_alcanzado_se_abre_en_las_cifras_que_entraron():
    varias = [*DE_SUMA, (2023, 2023, 2, 30), (2024, 2024, 1, 9)]
    assert explicado(SUMA, varias, Corte(2023), "valor") == [
        ("Cifra de 2023-T2", "30"),
        ("Cifra de 2023-T4", "77"),
        ("Alcanzado en la vigencia", "107"),
    ]
    assert explicado(SUMA, varias, Corte(2023, 2), "acumulado") == [
        ("Saldo 2020–2022", "15"),
        ("Cifra de 2023-T2", "30"),
        ("Alcanzado acumulado", "45"),
    ]
    de_antes = [(2021, 2021, 4, 80), (2022, 2022, 4, 90)]
    assert explicado(CONSTANTE, de_antes, Corte(2023), "valor")[0] == ("Cifra de 2022-T4", "90\xa0%")
    assert explicado(CRECIENTE, de_antes, Corte(2023), "valor") == [("Alcanzado en la vigencia", "sin dato")]


def test_un_nivel_muestra_su_linea_base():
    reporte = [(2023, 2023, 2, 61)]
    assert explicado(CRECIENTE, reporte, Corte(2023, 2), "p") == [
        ("Alcanzado en 2023", "61"),
        ("Meta de 2023", "70"),
        ("Línea base", "40"),
        ("(61 − 40) ÷ (70 − 40), tipo creciente", "70\xa0%"),
    ]
    assert explicado(DECRECIENTE, reporte, Corte(2023), "p")[2:] == [
        ("Línea base", "sin dato"),
        ("61 ÷ 70, tipo decreciente", "sin dato"),
    ]


def test_la_meta_acumulada_dice_de_que_se_hace():
    assert explicado(SUMA, DE_SUMA, Corte(2023, 2), "meta_acumulada") == [
        ("Metas 2020–2022", "45"),
        ("Meta de 2023", "15"),
        ("Al mes 6 de 12", "7,5"),
        ("Meta acumulada al corte", "52,5"),
    ]
    previa = Definicion(
        "numero", "suma", metas=(Tramo(2022, 2022, Decimal(4)), Tramo(2023, 2023, Decimal(4)))
    )
    assert explicado(previa, [], Corte(2023), "meta_acumulada")[0] == ("Meta 2022", "4")
    assert explicado(CONSTANTE, [], Corte(2023), "meta_acumulada")[0] == ("Meta de 2023", "100\xa0%")
    assert explicado(CRECIENTE, [], Corte(2023, 2), "meta_acumulada")[1] == ("Al mes 6 de 12", "62,5")


def test_las_demas_cifras_se_explican_solas():
    assert explicado(SUMA, DE_SUMA, Corte(2023), "meta") == [("Meta de la vigencia", "15")]
    assert explicado(SUMA, DE_SUMA, Corte(2023), "rezago")[-1] == ("92 − 60", "32")
    assert explicado(CONSTANTE, [(2023, 2023, 4, 99)], Corte(2023), "rezago")[-1] == ("99 − 100", "-1 punto")
    assert explicado(CONSTANTE, [], Corte(2023), "programado")[-1] == ("Programado al corte", "100\xa0%")
    assert explicado(CUMPLIDO, [], Corte(2023), "avance") == [
        ("Producto cumplido en 2021: conserva su avance y lo programado", "100\xa0%")
    ]


@pytest.mark.parametrize(
    "definicion,reportes,corte,frase",
    [
        (
            CRECIENTE,
            [(2023, 2023, 2, 61)],
            Corte(2023, 2),
            "61 de 62,5 esperado a junio de 2023: van 1,5 por debajo.",
        ),
        (SUMA, DE_SUMA, Corte(2023), "92 de 60 esperado a diciembre de 2023: van 32 por encima."),
        (
            SUMA,
            DE_SUMA[:1],
            Corte(2023),
            "15 de 60 esperado a diciembre de 2023: van 45 por debajo; de 2023 no hay cifra.",
        ),
        (
            DECRECIENTE,
            [(2023, 2023, 4, 76)],
            Corte(2023),
            "76 de 70 esperado a diciembre de 2023: faltan 6 por bajar.",
        ),
        (
            DECRECIENTE,
            [(2023, 2023, 4, 67)],
            Corte(2023),
            "67 de 70 esperado a diciembre de 2023: van 3 por debajo, mejor de lo esperado.",
        ),
        (
            CONSTANTE,
            [(2023, 2023, 4, 92)],
            Corte(2023),
            "92\xa0% de 100\xa0% esperado a diciembre de 2023: van 8 puntos por debajo.",
        ),
        (
            CONSTANTE,
            [(2023, 2023, 4, 99)],
            Corte(2023),
            "99\xa0% de 100\xa0% esperado a diciembre de 2023: van 1 punto por debajo.",
        ),
        (
            CONSTANTE,
            [(2023, 2023, 4, 100)],
            Corte(2023),
            "100\xa0% de 100\xa0% esperado a diciembre de 2023: en cumplimiento.",
        ),
        (
            SUMA,
            DE_SUMA[:1],
            Corte(2023, 0),
            "15 de 45 esperado al comienzo de 2023: van 30 por debajo; de 2023 no hay cifra.",
        ),
        (SUMA, [], Corte(2023, 0), "Sin dato hasta el comienzo de 2023: nadie ha reportado."),
        (
            Definicion("numero", "suma"),
            DE_SUMA,
            Corte(2023),
            "92 a diciembre de 2023; no se conoce cuánto se esperaba.",
        ),
        (CUMPLIDO, [], Corte(2023), "Producto cumplido en 2021."),
        (
            Definicion("numero", "suma", vigencia_inicial=2025),
            [],
            Corte(2023),
            "Inicia en 2025: en 2023 no tiene meta.",
        ),
        (Definicion("numero", "suma", vigencia_final=2022), [], Corte(2023), "En 2023 no tiene meta."),
    ],
)
def test_la_frase_dice_cuanto_va_y_cuanto_se_esperaba(definicion, reportes, corte, frase):
    aportes = [Aporte(desde, hasta, trimestre, Decimal(valor)) for desde, hasta, trimestre, valor in reportes]
    avance = calcular(definicion, aportes, corte)
    assert explicar.frase(definicion, avance, corte) == frase
    dichas = {*frase.removesuffix(".").partition("; ")[0].split(": "), "sin dato"}
    assert explicar.diferencia(definicion, avance) in dichas or avance.estado
