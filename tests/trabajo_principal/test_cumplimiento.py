"""El cumplimiento de 2023, calculado de las cifras publicadas: lo que se puede comprobar, comprobado."""

from decimal import ROUND_HALF_UP, Decimal

from registro.indicadores.consultas import avances
from registro.indicadores.consultas.avances import Pedido
from registro.informes.parametros import Parametros

EN_2023 = ("--vigencia", "2023")


def redondo(numero):
    return Decimal(str(numero)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_los_73_productos_por_color_en_cada_objetivo_y_sector(tabla, datos_reales):
    for nombre, titulo in (("semaforo_por_objetivo", "Objetivo"), ("semaforo_por_sector", "Sector")):
        leida = tabla(nombre, *EN_2023)
        colores = ["Total", "Verde", "Amarillo", "Rojo", "Sin meta", "Cumplidos"]
        assert leida["columnas"] == [titulo, *colores]
        assert leida["totales"] == ["Total", 73, 56, 1, 11, 1, 4]
        assert all(sum(fila[2:]) == fila[1] for fila in leida["filas"])
    assert len(leida["filas"]) == 14
    assert "PPASP 2023" in leida["reglas"]


def test_con_las_reglas_de_la_sdp_hay_una_columna_naranja(tabla):
    leida = tabla("semaforo_por_sector", *EN_2023, "--reglas", "SDP")
    assert leida["columnas"][2:6] == ["Verde", "Amarillo", "Rojo", "Naranja"]
    assert sum(leida["totales"][2:]) == 73
    rangos = tabla("rangos", "--reglas", "sdp")
    assert rangos["filas"][-1] == ["Naranja", "p > 125 %"]


def test_los_avances_de_sector_que_se_publicaron(tabla):
    leida = tabla("avance_por_sector", *EN_2023)
    assert leida["columnas"] == [
        *("Sector", "Avance %", "Programado %", "Diferencia pp"),
        *("Productos contados", "Productos sin meta final"),
    ]
    por_sector = {fila[0]: fila[1:] for fila in leida["filas"]}
    assert por_sector["Educación"] == [40.7, 40, 0.7, 2, 0]
    assert por_sector["Hábitat"] == [33.3, 33.3, 0, 1, 0]
    assert por_sector["Ambiente"] == [67.9, 70, -2.1, 2, 0]
    assert por_sector["Mujeres"][3:] == [6, 10]


def test_el_cumplimiento_de_cada_producto_es_el_de_sus_cifras(tabla, datos_reales):
    leida = tabla("cumplimiento", *EN_2023)
    assert leida["columnas"] == [
        *("Código", "Producto", "Meta acumulada", "Alcanzado acumulado", "Meta", "Alcanzado"),
        *("Cumplimiento %", "A la fecha %", "Avance %", "Rezago", "Color"),
    ]
    filas = {fila[0]: fila for fila in leida["filas"]}
    assert len(filas) == 73
    for real in datos_reales("ppasp_productos.csv"):
        fila = filas[real["codigo"]]
        if real["meta_2023"]:
            cifras = (
                "meta_acumulada_2020_2023",
                "alcanzado_acumulado_2020_2023",
                "meta_2023",
                "alcanzado_2023",
            )
            assert fila[2:6] == [float(real[cifra]) for cifra in cifras], real["codigo"]
            assert redondo(fila[6]) == redondo(
                100 * Decimal(real["alcanzado_2023"]) / Decimal(real["meta_2023"])
            )
    assert filas["3.1.4"][4:] == ["Producto cumplido en 2021"] * 2 + ["—", "—", 100, 0, "Cumplido"]
    assert filas["3.2.3"][2:] == [
        "—",
        "—",
        "Inicia en 2025",
        "Inicia en 2025",
        "—",
        "—",
        "—",
        "—",
        "Sin meta",
    ]


def test_la_regla_y_el_reporte_dicen_lo_mismo_en_los_productos_que_tienen_los_dos(contexto):
    pedido = Pedido(2023, Parametros(vigencia=2023).hasta)
    for codigo, cuanto in {
        "1.4.1": 4019,
        "1.4.2": 4829,
        "1.4.6": 2348,
        "2.2.3": 5,
        "4.1.3": 1,
        "1.2.8": 3,
    }.items():
        leido = avances.leer_uno(codigo, pedido)
        assert (leido.reportado, leido.por_regla.valor, leido.oficial) == (cuanto, cuanto, "reporte")


def test_a_un_corte_sin_reportes_se_usa_la_regla_y_lo_demas_es_sin_dato(tabla, contexto):
    leida = tabla("cumplimiento", *EN_2023, "--corte", "2023-06-30")
    filas = {fila[0]: fila for fila in leida["filas"]}
    assert filas["1.4.1"][4] == 2500
    assert filas["1.4.1"][5] > 0
    assert filas["1.3.4"][4:7] == [15, None, None]
