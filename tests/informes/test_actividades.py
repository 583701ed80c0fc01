"""Jornadas, MEBOG, mesas técnicas y el total de actividades salen de los registros."""

import json

import pytest

from registro.escritores import en_json
from registro.tabla import Celda
from tests.fabricas.tablas import (
    asistir,
    asistir_como_institucion,
    crear_actividad,
    crear_persona,
    crear_tarjeta,
)
from tests.informes.lectura import abrir, no_cuadran, pedir, valores


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


def test_jornadas_por_fecha_con_su_total():
    crear_actividad("jornada", "2023-03-30", lugar="Plazoleta Mariposa", localidad="03", declaradas=23)
    crear_actividad("jornada", "2023-03-13", lugar="Casa De Todas", localidad="14", declaradas=25)
    assert valores(pedir("jornadas", vigencia="2023")) == [
        ["Marzo", 13, "Casa De Todas", "Los Mártires", 25],
        ["Marzo", 30, "Plazoleta Mariposa", "Santa Fe", 23],
        ["Total", "", "", "", 48],
    ]


def test_con_varias_vigencias_el_mes_dice_el_ano():
    crear_actividad("jornada", "2022-03-13", lugar="Alameda", declaradas=1)
    crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=1)
    assert [fila[0] for fila in valores(pedir("jornadas"))] == ["Marzo de 2022", "Marzo de 2023", "Total"]


def test_asistentes_son_tarjetas_mas_anonimas_mas_lo_declarado_que_falto_por_leer():
    jornada = crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=25)
    for _ in range(18):
        asistir(jornada, crear_tarjeta())
    asistir(jornada, cantidad=4)
    asistir(jornada, cantidad=9, anulada=True)
    tabla = pedir("jornadas", vigencia="2023")
    assert tabla.filas[0][4].valor == 25
    abierta = abrir("jornadas", tabla.filas[0][4], vigencia="2023")
    assert [fila[-1].valor for fila in abierta.tabla.filas] == [3, *[1] * 18, 4]
    assert (abierta.suma, abierta.cuantos) == (25, 20)


def test_una_cifra_con_muchas_actividades_se_abre_igual_que_con_pocas(monkeypatch):
    for dia in (12, 13, 14):
        asistir(crear_actividad("jornada", f"2023-03-{dia}", declaradas=dia), crear_tarjeta())
    crear_actividad("jornada", "2022-03-13", declaradas=5)
    casilla = pedir("actividades", vigencia="2023").todas[-1][-1]
    con_pocas = abrir("actividades", casilla, vigencia="2023")
    monkeypatch.setattr("registro.indicadores.consultas.realizadas.CABEN_EN_UNA_CONSULTA", 2)
    assert abrir("actividades", casilla, vigencia="2023") == con_pocas
    assert (con_pocas.suma, con_pocas.cuantos) == (39, 6)


def test_si_se_leyo_mas_de_lo_declarado_vale_lo_leido_y_se_avisa():
    jornada = crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=20)
    asistir(jornada, cantidad=22)
    tabla = pedir("jornadas", vigencia="2023")
    assert tabla.filas[0][4].valor == 22
    assert tabla.notas == (
        "En una actividad se leyeron más asistencias de las que el equipo declaró: vale lo leído.",
    )


@pytest.mark.parametrize("tipo, lugar, propios", [("jornada", 4, {}), ("mebog", 1, {"estacion": "Suba"})])
def test_donde_nadie_conto_ni_se_leyo_no_hay_dato_y_un_cero_dicho_es_cero(tipo, lugar, propios):
    tabla = {"jornada": "jornadas", "mebog": "mebog"}[tipo]
    crear_actividad(tipo, "2023-03-13", lugar="Alameda", **propios)
    callada = pedir(tabla, vigencia="2023")
    assert [fila[lugar] for fila in callada.todas] == [Celda("sin dato")] * 2
    crear_actividad(tipo, "2023-03-14", lugar="Alameda", declaradas=0, **propios)
    crear_actividad(tipo, "2023-03-15", lugar="Alameda", declaradas=7, **propios)
    dicha = pedir(tabla, vigencia="2023")
    assert [fila[lugar].valor for fila in dicha.todas] == ["sin dato", 0, 7, 7]
    una = "jornada" if tipo == "jornada" else "sesión"
    assert dicha.notas == (f"De una {una} no se sabe cuántas personas asistieron: el total no la incluye.",)
    escrita = json.loads(en_json.escribir(dicha))
    assert [fila[lugar] for fila in (*escrita["filas"], escrita["totales"])] == [None, 0, 7, 7]
    assert no_cuadran(tabla, dicha, vigencia="2023") == []


def test_ni_anuladas_ni_programadas_cuentan_y_las_abiertas_si():
    for estado in ("anulada", "programada", "abierta", "cerrada"):
        crear_actividad("jornada", "2023-03-13", lugar="Alameda", declaradas=10, estado=estado)
    assert pedir("jornadas", vigencia="2023").totales[4].valor == 20


def test_un_registro_entra_cuando_todo_su_periodo_termino_al_corte():
    crear_actividad("mebog", "2023-03", estacion="Suba", declaradas=30)
    crear_actividad("mebog", "2023", estacion="Bosa", declaradas=5)
    en_marzo, al_fin_de_marzo, entera = (
        pedir("mebog", vigencia="2023", **corte)
        for corte in ({"corte": "2023-03-30"}, {"corte": "2023-03-31"}, {})
    )
    assert [una.totales[1].valor for una in (en_marzo, al_fin_de_marzo, entera)] == [0, 30, 35]
    no_cuenta = "de que sólo se sabe el mes o el año no se cuenta"
    assert en_marzo.notas == (f"2 actividades {no_cuenta}n: a este corte no había terminado.",)
    assert al_fin_de_marzo.notas == (f"Una actividad {no_cuenta}: a este corte no había terminado.",)
    assert entera.notas == ()


def test_mebog_cuenta_las_sesiones_que_representa_cada_fila():
    crear_actividad("mebog", "2023-09", estacion="Barrios Unidos", declaradas=44, sesiones=3)
    sola = crear_actividad("mebog", "2023-10", estacion="Suba", declaradas=10)
    asistir_como_institucion(sola, cantidad=12)
    tabla = pedir("mebog", vigencia="2023")
    assert valores(tabla) == [
        ["Barrios Unidos", 44, 3, "Septiembre"],
        ["Suba", 12, 1, "Octubre"],
        ["Total", 56, 4, ""],
    ]
    assert no_cuadran("mebog", tabla, vigencia="2023") == []


def test_las_mesas_van_por_numero_aunque_las_fechas_no():
    crear_actividad("mesa_tecnica", "2023-06-29", numero=63, entidad_o_sector="San Bernardo")
    crear_actividad("mesa_tecnica", "2023-06-30", numero=62, entidad_o_sector="Sector Salud")
    tabla = pedir("mesas_tecnicas", vigencia="2023")
    assert [fila[:2] for fila in valores(tabla)] == [[62, "Sector Salud"], [63, "San Bernardo"]]
    assert tabla.filas[0][2].valor.isoformat() == "2023-06-30"
    assert tabla.totales is None


def test_la_mesa_que_es_jornada_se_ve_en_las_dos_y_el_total_la_cuenta_una_vez():
    jornada = crear_actividad("jornada", "2023-04-13", lugar="Casa De Todas", localidad="14", declaradas=22)
    crear_actividad("mesa_tecnica", "2023-04-13", numero=40, entidad_o_sector="Mesa", jornada_id=jornada.id)
    crear_actividad("mesa_tecnica", "2023-04-14", numero=41, entidad_o_sector="Sector Mujeres")
    tabla = pedir("actividades", vigencia="2023")
    por_tipo = {fila[0]: fila[1:] for fila in valores(tabla)}
    assert por_tipo["Jornadas"] == [1, 1, 22]
    assert por_tipo["Mesas técnicas"] == [2, 2, "sin dato"]
    assert por_tipo["Total"] == [2, 2, 22]
    assert tabla.notas == (
        "Una mesa técnica es también una jornada. El total las cuenta una vez.",
        "De una sesión no se sabe cuántas personas asistieron: el total no la incluye.",
    )
    assert no_cuadran("actividades", tabla, vigencia="2023") == []


def test_por_localidad_salen_las_veinte_y_lo_que_no_la_tiene():
    crear_actividad("jornada", "2023-04-13", lugar="Alameda", localidad="03", declaradas=1)
    crear_actividad("mesa_tecnica", "2023-04-14", numero=1, entidad_o_sector="Sector Mujeres")
    tabla = pedir("actividades_por_localidad", vigencia="2023")
    filas = {fila[0]: fila[-1] for fila in valores(tabla)}
    assert len(filas) == 22
    assert (filas["Santa Fe"], filas["Suba"], filas["Sin localidad"], filas["Total"]) == (1, 0, 1, 2)
    assert no_cuadran("actividades_por_localidad", tabla, vigencia="2023") == []


def test_los_filtros_de_lugar_y_de_tipo_cambian_las_cifras():
    crear_actividad("jornada", "2023-04-13", lugar="Alameda", localidad="03", declaradas=5)
    crear_actividad("jornada", "2023-04-14", lugar="Suba", localidad="11", declaradas=7)
    assert pedir("jornadas", localidad="suba").totales[4].valor == 7
    assert valores(pedir("actividades", tipo="jornada", localidad="03"))[0] == ["Jornadas", 1, 1, 5]
    assert len(pedir("actividades", tipo="jornada").filas) == 1


def test_los_registros_no_repiten_nombre_en_dos_cifras_ni_dicen_la_tarjeta():
    jornada = crear_actividad("jornada", "2023-03-13", lugar="Alameda")
    asistir(jornada, crear_persona())
    fila = pedir("jornadas", vigencia="2023").todas
    una = abrir("jornadas", fila[0][4], vigencia="2023").tabla.filas[0][0].valor
    otra = abrir("jornadas", fila[1][4], vigencia="2023").tabla.filas[0][0].valor
    assert una != otra
    assert len(una) == len(otra) == 14
