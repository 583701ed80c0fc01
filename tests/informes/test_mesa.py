"""Las matrices de la mesa salen de sus sesiones, sus puestos y su orden del día."""

from datetime import date

import pytest
from sqlalchemy import select

from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.fechas import Semestre
from registro.informes.catalogo.mesa import resumen
from registro.informes.gestion.avisos import por_abordar
from registro.informes.parametros import Parametros
from registro.instancias import operaciones as instancias
from registro.instancias.consultas import resolver_instancia, resolver_puesto
from registro.instancias.modelo import Funcion, Puesto
from registro.instancias.operaciones import DatosDeFuncion, DatosDePuesto
from registro.seguridad.permisos import de_terminal
from tests.fabricas.tablas import asistir_como_institucion, crear_actividad
from tests.informes.lectura import abrir, no_cuadran, pedir, valores

PEDIDA = {"instancia": "zesai", "semestre": "2020-1"}


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


def funcion(numero):
    return db.session.scalar(select(Funcion.id).where(Funcion.numero == numero))


def puestos():
    return list(db.session.scalars(select(Puesto.id).order_by(Puesto.orden)))


@pytest.fixture
def sesiones():
    datos = {"funciones": [funcion(2)]}
    enero = crear_actividad("zesai", "2020-01-08", **datos)
    marzo = crear_actividad("zesai", "2020-03-11", **datos)
    extra = crear_actividad(
        "zesai", "2020-03-19", clase="extraordinaria", motivo_extraordinaria="Alerta temprana", **datos
    )
    crear_actividad("zesai", "2020-05-13", estado="anulada", **datos)
    crear_actividad("zesai", "2020-07-08", **datos)
    for sesion in (enero, marzo, extra):
        asistir_como_institucion(sesion, puestos()[1])
    return enero, marzo, extra


def test_asistencia_con_una_columna_por_sesion_realizada(sesiones):
    tabla = pedir("asistencia_mesa", **PEDIDA)
    assert [columna.titulo for columna in tabla.columnas[4:]] == ["08", "11", "19", "Total"]
    assert len(tabla.filas) == 12
    assert [fila[4:] for fila in valores(tabla)[:2]] == [[0, 0, 0, 0], [1, 1, 1, 3]]
    assert valores(tabla)[-1] == ["Total", "", "", "", 1, 1, 1, 3]
    assert no_cuadran("asistencia_mesa", tabla, **PEDIDA) == []


def test_funciones_con_los_dias_de_cada_mes(sesiones):
    tabla = pedir("funciones_mesa", **PEDIDA)
    assert len(tabla.filas) == 10
    segunda = valores(tabla)[1]
    assert (segunda[0], segunda[2:]) == (2, ["8", "", "11 y 19", "", "", "", "Sí"])
    assert valores(tabla)[0][-1] == "No"
    abierta = abrir("funciones_mesa", tabla.filas[1][4], **PEDIDA)
    assert [fila[1].valor for fila in abierta.tabla.filas] == ["11 de marzo de 2020", "19 de marzo de 2020"]


def test_sesiones_realizadas_y_la_anulada_no_esta(sesiones):
    tabla = pedir("sesiones_mesa", **PEDIDA)
    assert [fila[:2] for fila in valores(tabla)] == [["Ordinaria", 2], ["Extraordinaria", 1], ["Total", 3]]
    assert "Extraordinaria del 19 de marzo de 2020: Alerta temprana." in tabla.notas
    assert no_cuadran("sesiones_mesa", tabla, **PEDIDA) == []


def test_el_corte_deja_por_fuera_lo_que_vino_despues(sesiones):
    tabla = pedir("sesiones_mesa", **PEDIDA, corte="2020-03-15")
    assert valores(tabla)[-1][1] == 2
    assert tabla.corte.isoformat() == "2020-03-15"


def test_una_funcion_retirada_no_esta_en_el_semestre(sesiones):
    vieja = db.session.get(Funcion, funcion(10))
    vieja.hasta = crear_actividad("zesai", "2019-12-11").fecha
    db.session.commit()
    assert len(pedir("funciones_mesa", **PEDIDA).filas) == 9


@pytest.mark.parametrize(
    "escritos,frase",
    [
        ({"instancia": "ZESAI"}, "Falta decir de qué semestre"),
        ({"instancia": "OTRA", "semestre": "2020-1"}, "Las registradas: ZESAI"),
        ({"instancia": "ZESAI", "semestre": "2020"}, "Escríbalo así: 2020-1"),
    ],
)
def test_dice_que_falta_para_pedir_una_matriz(escritos, frase):
    with pytest.raises(ErrorDeRegistro, match=frase):
        pedir("asistencia_mesa", **escritos)


def test_con_una_sola_instancia_no_hay_que_decir_cual(sesiones):
    assert len(pedir("asistencia_mesa", semestre="2020-1").filas) == 12


def test_una_entidad_que_cambia_de_nombre_o_se_retira_en_el_semestre_lo_dice_la_matriz(sesiones):
    actor, hasta = de_terminal(), date(2020, 3, 15)
    mesa = resolver_instancia("ZESAI")
    habitat, defensoria = (
        resolver_puesto(mesa.id, nombre, date(2020, 1, 1))
        for nombre in ("Secretaría Distrital del Hábitat", "Defensoría del Pueblo")
    )
    instancias.relevar_entidades(actor, habitat.id, ("Secretaría del Techo",), date(2020, 3, 16))
    datos = DatosDePuesto(defensoria.entidades, defensoria.nombre, orden=defensoria.orden, hasta=hasta)
    instancias.corregir_puesto(actor, defensoria.id, datos)
    tabla = pedir("asistencia_mesa", **PEDIDA)
    por_entidad = {fila[1]: fila[4:] for fila in valores(tabla)}
    assert por_entidad["Secretaría del Techo"] == [0, 0, 0, 0]
    assert por_entidad["Defensoría del Pueblo"] == [0, 0, "—", 0]
    assert tabla.notas[1:] == (
        f"Hasta el 15 de marzo de 2020, Secretaría del Techo (Delegada(o)) era {habitat.entidad}.",
        "Defensoría del Pueblo (Delegada(o)): puesto vigente hasta el 15 de marzo de 2020.",
    )
    rotulos = dict(resumen(Parametros.leer(PEDIDA), tabla))
    assert "9\N{NO-BREAK SPACE}%" in rotulos  # 3 de 35: la sesión de después de retirado no era posible


def test_una_funcion_derogada_no_se_pide_llevar_a_la_proxima_sesion(sesiones):
    primera = db.session.get(Funcion, funcion(1))
    datos = DatosDeFuncion(1, primera.texto, hasta=date(2020, 3, 15))
    instancias.corregir_funcion(de_terminal(), primera.id, datos)
    assert "las funciones 3, 4" in por_abordar("ZESAI", Semestre(2020, 1), date(2020, 4, 1))
    assert "las funciones 1, 3, 4" in por_abordar("ZESAI", Semestre(2020, 1), date(2020, 3, 1))
    assert "La función 1 rige hasta el 15 de marzo de 2020." in pedir("funciones_mesa", **PEDIDA).notas
