"""Las matrices de la mesa salen de sus sesiones, sus puestos y su orden del día."""

import pytest
from sqlalchemy import select

from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.instancias.modelo import Funcion, Puesto
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
