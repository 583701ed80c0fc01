"""Las tablas del plan de acción."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from registro.indicadores.consultas import avances
from tests.fabricas.productos import crear_producto, sector_llamado
from tests.informes.lectura import no_cuadran, pedir, valores


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


@pytest.fixture
def plan():
    crear_producto("2.1.2", "Ambiente")
    crear_producto("1.4.16", "Integración Social", periodicidad="trimestral")
    crear_producto("1.4.7", "Educación")
    crear_producto("1.3.4", "Educación")


def test_los_sectores_van_en_orden_alfabetico_con_su_total(plan):
    tabla = pedir("productos_por_sector")
    assert valores(tabla) == [["Ambiente", 1], ["Educación", 2], ["Integración Social", 1], ["Total", 4]]
    assert no_cuadran("productos_por_sector", tabla) == []


def test_los_cuatro_objetivos_salen_aunque_alguno_no_tenga_productos(plan):
    tabla = pedir("productos_por_objetivo")
    assert valores(tabla) == [["1", 3], ["2", 1], ["3", 0], ["4", 0], ["Total", 4]]
    assert tabla.notas[0].startswith("Objetivo 1. Implementar")


def test_sector_por_objetivo_cruza_los_dos(plan):
    tabla = pedir("sector_por_objetivo")
    assert [columna.titulo for columna in tabla.columnas] == ["Sector", "1", "2", "3", "4", "Total"]
    assert valores(tabla)[0] == ["Ambiente", 0, 1, 0, 0, 1]
    assert valores(tabla)[-1] == ["Total", 3, 1, 0, 0, 4]
    assert no_cuadran("sector_por_objetivo", tabla) == []


def test_la_periodicidad_conocida_no_se_mezcla_con_la_publicada(plan):
    tabla = pedir("periodicidad")
    assert valores(tabla) == [["trimestral", 1], ["sin publicar", 3], ["Total", 4]]
    assert tabla.notas == (
        "Publicado, sin decir de cuáles productos: anual 44, bimestral 1, semestral 9, trimestral 19.",
    )
    assert no_cuadran("periodicidad", tabla) == []


def test_el_sector_se_escribe_de_cualquier_manera(plan):
    assert valores(pedir("productos_por_sector", sector="EDUCACION")) == [["Educación", 2], ["Total", 2]]


def test_lo_de_un_sector_sale_igual_de_la_politica_entera():
    for codigo, sector, logrado in (("1.1.1", "Educación", 4), ("1.1.2", "Salud", 9), ("1.1.3", "Salud", 2)):
        cifras = [("meta", 2023, 2023, 10), ("alcanzado", 2023, 2023, logrado)]
        crear_producto(codigo, sector, cifras=cifras)
    entera = avances.leer(avances.Pedido(2023, date(2023, 12, 31)))
    for sector, cuantos in (("Educación", 1), ("Salud", 2), ("Mujeres", 0)):
        suyo = replace(entera.pedido, sector_id=sector_llamado(sector))
        assert entera.de(suyo) == avances.leer(suyo)
        assert len(entera.de(suyo).productos) == cuantos


def test_una_suma_trae_su_saldo_de_apertura_y_lo_acumulado():
    cifras = [("meta", 2020, 2022, "45"), ("meta", 2023, 2023, "15")]
    cifras += [("alcanzado", 2020, 2022, "15"), ("alcanzado", 2023, 2023, "5.7")]
    crear_producto("1.3.4", "Educación", cifras=cifras, meta_final=Decimal(150), meta_final_origen="deducida")
    tabla = pedir("productos", vigencia="2023")
    assert [columna.titulo for columna in tabla.columnas[5:8]] == [
        "Meta 2020–2022 (saldo de apertura)",
        "Meta 2023",
        "Meta acumulada 2020–2023",
    ]
    assert valores(tabla)[0][3:] == [
        *("Número", "Suma (deducida)", 45, 15, 60),
        *(15, Decimal("5.7"), Decimal("20.7"), 150, "deducida"),
    ]


def test_un_nivel_no_trae_saldo_y_lo_que_no_se_publico_se_dice():
    crear_producto("1.3.4", "Educación", cifras=[("meta", 2020, 2022, "45")])
    cifras = [("meta", 2023, 2023, "100"), ("meta", 2020, 2023, "100")]
    crear_producto("1.1.9", "Educación", unidad="porcentaje", anualizacion="constante", cifras=cifras)
    nivel = valores(pedir("productos", vigencia="2023"))[0]
    assert nivel[3:] == [
        *("Porcentaje", "Constante (deducida)", "—", 100, 100),
        *("—", "sin dato", "sin dato", "sin dato", "sin publicar"),
    ]


def test_con_vigencia_siguen_todos_los_productos_y_una_nota_dice_cuantos_tienen_meta():
    crear_producto("1.3.4", "Educación", cifras=[("meta", 2023, 2023, "15")])
    crear_producto("3.1.4", "Educación", cifras=[("meta", 2020, 2023, "100")])
    tabla = pedir("productos_por_sector", vigencia="2023")
    assert valores(tabla)[-1] == ["Total", 2]
    assert tabla.notas == ("Se conoce la meta de 2023 de 1 de los 2 productos.",)
    assert pedir("productos_por_sector", vigencia="2026").notas == (
        "De ninguno de los 2 productos se conoce la meta de 2026.",
    )


def test_la_definicion_dice_lo_que_no_se_publico():
    crear_producto("3.2.3", "Educación", estado="sin_iniciar", vigencia_inicial=2025, vigencia_final=2029)
    assert valores(pedir("fichas_de_productos"))[0] == [
        *("3.2.3", "Producto 3.2.3", "3", "Educación", "sin publicar"),
        *("Sin iniciar", "2025", "2029", "sin dato"),
    ]
