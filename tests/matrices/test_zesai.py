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


def test_fuera_de_las_fechas_de_un_puesto_va_raya_y_no_cero_y_la_nota_dice_por_que():
    titular, profesional, seguridad = MESA.puestos
    puestos = (
        replace(titular, desde=date(2020, 3, 19)),
        replace(profesional, hasta=date(2020, 3, 10)),
        replace(seguridad, desde=date(2020, 2, 1), hasta=date(2020, 5, 1), antes=(("Policía", FIN),)),
    )
    mesa = replace(MESA, puestos=puestos)
    tabla = zesai.asistencia_mesa(PORTADA, mesa)
    assert [fila[4:] for fila in valores(tabla.filas)] == [
        ["—", "—", 0, 0, 0],
        [1, 1, 1, "—", 3],  # consta que vino después de retirado: no se borra
        ["—", 0, 1, "—", 1],
    ]
    assert valores([tabla.totales])[0][4:] == [1, 1, 2, 0, 4]
    vigente = "desde el 1 de febrero de 2020 y hasta el 1 de mayo de 2020"
    assert tabla.notas[1:] == (
        "Secretaría de Gobierno (Titular): puesto vigente desde el 19 de marzo de 2020.",
        "Secretaría de Gobierno (Profesional): puesto vigente hasta el 10 de marzo de 2020.",
        "Hasta el 30 de junio de 2020, Secretaría de Seguridad (Delegada) era Policía.",
        f"Secretaría de Seguridad (Delegada): puesto vigente {vigente}.",
    )
    assert (zesai.posibles(MESA), zesai.posibles(mesa)) == (12, 7)


def test_una_funcion_derogada_en_el_semestre_sigue_en_su_fila_y_la_nota_dice_hasta_cuando():
    articular, coordinar = MESA.funciones
    otra = FuncionDeMesa("9", 2, "Coordinar y evaluar", desde=date(2020, 4, 1))
    vieja = replace(coordinar, hasta=date(2020, 3, 31))
    mesa = replace(MESA, funciones=(articular, vieja, otra))
    tabla = zesai.funciones_mesa(PORTADA, mesa)
    assert tabla.notas[-2:] == (
        "La función 2 («Coordinar») rige hasta el 31 de marzo de 2020.",
        "La función 2 («Coordinar y evaluar») rige desde el 1 de abril de 2020.",
    )
    sola = replace(mesa, funciones=(articular, vieja))
    assert zesai.cambios_de_funciones(sola) == ("La función 2 rige hasta el 31 de marzo de 2020.",)
    assert (zesai.sin_abordar(sola), zesai.sin_abordar(sola, FIN)) == ([2], [])
    assert (zesai.sin_abordar(mesa, FIN), zesai.sin_abordar(mesa, date(2020, 3, 31))) == ([2], [2])
