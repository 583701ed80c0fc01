"""Quién participó en cada función, en cada semestre y según su rol."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from registro.fechas import Semestre
from registro.matrices import participacion
from registro.matrices.motor import Portada
from registro.matrices.zesai import FuncionDeMesa, PuestoDeMesa, SemestreDeMesa, Sesion

PORTADA = Portada("mesa", "Mesa", "registros", date(2020, 6, 30))
GOBIERNO = PuestoDeMesa("7", "Gobierno", "Secretaría de Gobierno", "Titular", "S")
SALUD = PuestoDeMesa("8", "Salud", "Secretaría de Salud", "Delegada", "I")
NUEVA = PuestoDeMesa("9", "Mujeres", "Secretaría de la Mujer", "Delegada", "")
MESA = SemestreDeMesa(
    semestre=Semestre(2020, 1),
    sesiones=(Sesion("1", date(2020, 1, 8), "ordinaria"), Sesion("2", date(2020, 3, 11), "ordinaria")),
    puestos=(GOBIERNO, SALUD),
    funciones=(FuncionDeMesa("5", 1, "Articular"), FuncionDeMesa("6", 2, "Coordinar")),
    presencias={("7", "1"), ("7", "2"), ("8", "2")},
    abordadas={("5", "1"), ("5", "2"), ("6", "2")},
    programadas={},
    motivos={},
)


def valores(filas):
    return [[celda.valor for celda in fila] for fila in filas]


def test_una_presencia_cuenta_en_cada_funcion_que_su_sesion_abordo():
    tabla = participacion.entidades_por_funcion(PORTADA, MESA)
    assert [(columna.grupo, columna.titulo) for columna in tabla.columnas[2:]] == [
        ("Función", "1"),
        ("Función", "2"),
    ]
    assert valores(tabla.filas) == [
        ["Secretaría de Gobierno", "Titular", 2, 1],
        ["Secretaría de Salud", "Delegada", 1, 1],
    ]


def test_por_semestre_quien_no_existia_lleva_raya_y_quien_no_vino_cero():
    antes = replace(MESA, semestre=Semestre(2019, 2), sesiones=(), presencias=set(), puestos=(GOBIERNO,))
    despues = replace(MESA, puestos=(GOBIERNO, NUEVA), presencias={("9", "1")}, semestre=Semestre(2020, 2))
    tabla = participacion.entidades_por_semestre(PORTADA, [antes, MESA, despues])
    assert valores(tabla.filas) == [
        ["Secretaría de Gobierno", "Titular", 0, 2, 0, 2],
        ["Secretaría de Salud", "Delegada", "—", 1, "—", 1],
        ["Secretaría de la Mujer", "Delegada", "—", "—", 1, 1],
    ]
    sin_nadie = participacion.entidades_por_semestre(PORTADA, [antes])
    assert [celda.filtro for celda in sin_nadie.filas[0]] == [None] * 4


def test_la_tasa_de_cada_rol_es_sobre_las_asistencias_posibles():
    tabla = participacion.asistencia_por_rol(PORTADA, replace(MESA, puestos=(GOBIERNO, SALUD, NUEVA)))
    assert valores(tabla.filas) == [
        ["Secretaría técnica", 1, 2, 2, Decimal(100)],
        ["Integrante", 1, 2, 1, Decimal(50)],
        ["Sin publicar", 1, 2, 0, Decimal(0)],
    ]
    assert valores([tabla.totales]) == [["Total", 3, 6, 3, Decimal(50)]]
    sin_sesiones = participacion.asistencia_por_rol(PORTADA, replace(MESA, sesiones=(), presencias=set()))
    assert sin_sesiones.totales[-1].valor == "sin dato"


def test_dos_anos_atras_son_cuatro_semestres():
    hallados = participacion.semestres_hasta(Semestre(2020, 1), 4)
    assert [str(uno) for uno in hallados] == ["2018-2", "2019-1", "2019-2", "2020-1"]


def test_un_puesto_no_tiene_asistencias_posibles_fuera_de_sus_fechas():
    llega = replace(SALUD, desde=date(2020, 2, 1))
    tabla = participacion.asistencia_por_rol(PORTADA, replace(MESA, puestos=(GOBIERNO, llega)))
    assert valores(tabla.todas) == [
        ["Secretaría técnica", 1, 2, 2, Decimal(100)],
        ["Integrante", 1, 1, 1, Decimal(100)],
        ["Total", 2, 3, 3, Decimal(100)],
    ]
