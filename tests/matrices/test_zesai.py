"""Las matrices del informe de gestión, al pie de la letra."""

from dataclasses import replace
from datetime import date

import pytest

from registro.fechas import Semestre
from registro.matrices import zesai
from registro.matrices.motor import Portada
from registro.matrices.zesai import FuncionDeMesa, PuestoDeMesa, SemestreDeMesa, Sesion

FIN = date(2020, 6, 30)
PORTADA = Portada("mesa", "Mesa", "registros", FIN)
SESIONES = (
    Sesion("1", date(2020, 1, 8), "ordinaria"),
    Sesion("2", date(2020, 3, 11), "ordinaria"),
    Sesion("3", date(2020, 3, 19), "extraordinaria", "Socializar la alerta temprana"),
    Sesion("4", date(2020, 5, 20), "extraordinaria"),
)
MESA = SemestreDeMesa(
    semestre=Semestre(2020, 1),
    sesiones=SESIONES,
    puestos=(
        PuestoDeMesa("7", "Gobierno", "Secretaría de Gobierno", "Titular", "S"),
        PuestoDeMesa("8", "Gobierno", "Secretaría de Gobierno", "Profesional", "S"),
        PuestoDeMesa("9", "Seguridad", "Secretaría de Seguridad", "Delegada", ""),
    ),
    funciones=(FuncionDeMesa("5", 1, "Articular"), FuncionDeMesa("6", 2, "Coordinar")),
    presencias={("8", "1"), ("8", "2"), ("8", "3"), ("9", "3")},
    abordadas={("5", "2"), ("5", "3")},
    programadas={"ordinaria": 6, "extraordinaria": 0},
    motivos={4: "Alto volumen de trabajo.", 2: "COVID"},
)


def valores(filas):
    return [[celda.valor for celda in fila] for fila in filas]


def test_quien_nunca_vino_queda_con_cero_y_un_mes_sin_sesion_no_tiene_columna():
    tabla = zesai.asistencia_mesa(PORTADA, MESA)
    assert [columna.titulo for columna in tabla.columnas] == [
        *("Sector", "Entidad", "Puesto", "Rol", "08", "11", "19", "20", "Total")
    ]
    assert [columna.grupo for columna in tabla.columnas[4:8]] == ["Enero", "Marzo", "Marzo", "Mayo"]
    assert valores(tabla.filas)[0] == ["Gobierno", "Secretaría de Gobierno", "Titular", "S", 0, 0, 0, 0, 0]
    assert valores(tabla.filas)[1][4:] == [1, 1, 1, 0, 3]
    assert valores([tabla.totales]) == [["Total", "", "", "", 1, 1, 2, 0, 4]]
    assert tabla.notas == ("Roles: S secretaría técnica.",)


def test_los_seis_meses_tienen_columna_en_funciones_y_los_dias_van_sin_cero():
    tabla = zesai.funciones_mesa(PORTADA, MESA)
    assert [columna.titulo for columna in tabla.columnas] == [
        *("N.º", "Función", "Enero", "Febrero", "Marzo", "Abril", "Mayo", "Junio", "Se abordó")
    ]
    assert valores(tabla.filas) == [
        [1, "Articular", "", "", "11 y 19", "", "", "", "Sí"],
        [2, "Coordinar", "", "", "", "", "", "", "No"],
    ]
    assert tabla.totales is None


def test_tres_dias_se_unen_en_espanol_y_dos_sesiones_el_mismo_dia_son_un_dia():
    sesiones = tuple(
        Sesion(str(numero), date(2020, 3, dia), "ordinaria") for numero, dia in enumerate((3, 10, 17, 17))
    )
    abordadas = {("5", sesion.clave) for sesion in sesiones}
    tabla = zesai.funciones_mesa(PORTADA, replace(MESA, sesiones=sesiones, abordadas=abordadas))
    assert tabla.filas[0][4].valor == "3, 10 y 17"


def test_el_segundo_semestre_tiene_sus_seis_meses():
    mesa = replace(MESA, semestre=Semestre(2020, 2), sesiones=(), presencias=(), abordadas=())
    titulos = [columna.titulo for columna in zesai.funciones_mesa(PORTADA, mesa).columnas]
    assert titulos[2:8] == ["Julio", "Agosto", "Septiembre", "Octubre", "Noviembre", "Diciembre"]


def test_sesiones_realizadas_y_programadas_con_el_motivo_de_lo_que_falta():
    tabla = zesai.sesiones_mesa(PORTADA, MESA)
    assert valores(tabla.filas) == [["Ordinaria", 2, 6], ["Extraordinaria", 2, 0]]
    assert valores([tabla.totales]) == [["Total", 4, 6]]
    assert tabla.notas == (
        "Febrero no tuvo sesión: COVID.",
        "Abril no tuvo sesión: alto volumen de trabajo.",
        "Junio no tuvo sesión: falta el motivo.",
        "Extraordinaria del 19 de marzo de 2020: Socializar la alerta temprana.",
        "Extraordinaria del 20 de mayo de 2020: falta el motivo.",
    )


def test_lo_que_nadie_programo_no_es_cero():
    tabla = zesai.sesiones_mesa(PORTADA, replace(MESA, programadas={}, sesiones=()))
    assert [fila[2].valor for fila in tabla.todas] == ["sin dato"] * 3
    assert all(celda.filtro is None for fila in tabla.todas for celda in fila)


@pytest.mark.parametrize(
    "corte,meses",
    [(date(2020, 2, 15), 0), (date(2020, 2, 29), 1), (date(2020, 4, 30), 2)],
)
def test_un_mes_que_no_ha_terminado_todavia_puede_tener_sesion(corte, meses):
    avisos = zesai.avisos(MESA, corte)
    assert sum("no tuvo sesión" in aviso for aviso in avisos) == meses


@pytest.mark.parametrize(
    "abordadas,frase",
    [
        ({("5", "2"), ("6", "2")}, None),
        ({("5", "2")}, "Una función no se ha abordado en el semestre: la 2."),
        (set(), "Dos funciones no se han abordado en el semestre: 1 y 2."),
    ],
)
def test_dice_cuales_funciones_faltan(abordadas, frase):
    avisos = zesai.avisos(replace(MESA, abordadas=abordadas), date(2020, 1, 15))
    assert avisos == ((frase,) if frase else ())


def test_una_mesa_sin_puestos_no_explica_roles():
    assert zesai.asistencia_mesa(PORTADA, replace(MESA, puestos=(), presencias=())).notas == ()
