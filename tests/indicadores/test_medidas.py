"""Las reglas sobre el registro: qué cuenta cada medida, y qué pasa con lo que nadie informó."""

from datetime import date
from decimal import Decimal

import pytest

from registro.actividades.base import Conteo
from registro.extensiones import db
from registro.indicadores.consultas.medidas import medir, medir_en
from registro.indicadores.hechos import CERO, VACIA, Medicion
from registro.indicadores.reglas import Medida, Regla
from tests.fabricas.tablas import (
    asistir,
    asistir_como_institucion,
    atender,
    crear_actividad,
    crear_persona,
    crear_tarjeta,
)

FIN = date(2023, 12, 31)
ENCUENTROS = (("categoria", ("recorrido",)),)


@pytest.fixture(autouse=True)
def _con_la_base(contexto):
    """Todas leen la base."""


def en_2023(fuente, medida, *filtros, hasta=FIN):
    return medir_en(Regla(fuente, Medida(medida), filtros), 2023, hasta)


def test_las_sesiones_son_las_realizadas_y_una_fila_historica_vale_por_varias():
    crear_actividad("encuentro", "2023", sesiones=3, categoria="recorrido")
    crear_actividad("encuentro", "2023-05-02", estado="abierta", categoria="recorrido")
    crear_actividad("encuentro", "2023-05-03", estado="programada", categoria="recorrido")
    crear_actividad("encuentro", "2023-05-04", estado="anulada", categoria="recorrido")
    crear_actividad("encuentro", "2022-05-04", categoria="recorrido")
    crear_actividad("encuentro", "2023-05-05", categoria="feria")
    assert en_2023("encuentro", "actividades", *ENCUENTROS) == Medicion(Decimal(4), 2)
    assert en_2023("encuentro", "actividades", *ENCUENTROS, hasta=date(2023, 6, 30)).valor == 1
    por_ano = medir(Regla("encuentro", Medida.ACTIVIDADES, ENCUENTROS), date(2020, 1, 1), FIN)
    assert {anual: medida.valor for anual, medida in por_ano.items()} == {2022: 1, 2023: 4}


def test_las_asistencias_son_lo_leido_y_lo_declarado_que_no_alcanzo_a_leerse():
    leida = crear_actividad("jornada", "2023-03-01", declaradas=25)
    for _ in range(18):
        asistir(leida, crear_persona())
    asistir(leida, cantidad=4)
    asistir(leida, anulada=True)
    pasada = crear_actividad("jornada", "2023-03-02", declaradas=1)
    asistir(pasada, cantidad=22)
    crear_actividad("jornada", "2023-03-03")
    assert en_2023("jornada", "asistencias") == Medicion(Decimal(25 + 22), 2)


def test_por_publico_se_cuenta_lo_declarado_de_ese_publico():
    jornada = crear_actividad("jornada", "2023-03-01", declaradas=25)
    db.session.add_all(
        Conteo(actividad_id=jornada.id, publico=p, cantidad=n) for p, n in (("asp", 9), ("otro", 4))
    )
    db.session.commit()
    asistir(jornada, cantidad=3)
    assert en_2023("jornada", "asistencias", ("publico", ("asp",))).valor == 9
    sesion = crear_actividad("mebog", "2023-03-01", declaradas=30, estacion="Kennedy")
    asistir_como_institucion(sesion, cantidad=5)
    assert en_2023("mebog", "asistencias", ("publico", ("fuerza_publica",))).valor is None
    assert en_2023("mebog", "asistencias", ("estacion", ("Kennedy",))).valor == 30


def test_las_personas_son_distintas_por_persona_y_lo_de_nadie_va_aparte():
    ella = crear_persona()
    reemplazo = crear_tarjeta(ella.persona_id)
    fusionada = crear_persona(fusionada_en=ella.persona_id)
    for dia, tarjeta in (("2023-03-01", ella), ("2023-03-02", reemplazo), ("2023-03-03", fusionada)):
        asistir(crear_actividad("jornada", dia), tarjeta)
    otra = crear_actividad("jornada", "2023-03-04")
    asistir(otra, crear_persona())
    asistir(otra, crear_tarjeta())
    asistir(otra, cantidad=6)
    assert en_2023("jornada", "personas") == Medicion(Decimal(2), 6, 7)
    asistir(crear_actividad("jornada", "2023-04-02", declaradas=25), cantidad=4)
    medida = en_2023("jornada", "personas")
    assert medida == Medicion(Decimal(2), 7, 7 + 25), "las declaradas tampoco se sabe de quién son"
    crear_actividad("casa_de_todas", "2023-04-02", declaradas=5)
    assert en_2023("casa_de_todas", "personas") == Medicion(None, 0, 5), "vinieron cinco: no son cero"


def test_las_atenciones_se_filtran_por_area_y_la_cantidad_se_suma_en_su_unidad():
    dia = crear_actividad("casa_de_todas", "2023-03-01", localidad="14")
    ella = crear_persona()
    asistencia = asistir(dia, ella)
    for area in ("juridica", "juridica", "psicosocial"):
        atender(asistencia, area)
    atender(asistencia, "juridica", anulada=True)
    assert en_2023("atenciones", "atenciones", ("area", ("juridica",))).valor == 2
    assert en_2023("atenciones", "personas", ("area", ("juridica", "psicosocial"))).valor == 1
    assert en_2023("atenciones", "atenciones", ("localidad", ("14",))).valor == 3
    unidad = ("unidad", ("condones",))
    for cantidad in ("5.5", "4"):
        crear_actividad("encuentro", "2023", categoria="feria", cantidad=Decimal(cantidad), unidad="condones")
    crear_actividad("encuentro", "2023", categoria="feria", unidad="condones")
    assert en_2023("encuentro", "cantidad", unidad) == Medicion(Decimal("9.5"), 2)


def test_sin_ningun_registro_de_la_fuente_no_se_sabe_y_con_otros_es_cero():
    assert en_2023("encuentro", "actividades", *ENCUENTROS) == VACIA
    crear_actividad("encuentro", "2023-05-05", categoria="feria")
    assert en_2023("encuentro", "actividades", *ENCUENTROS) == CERO
    crear_actividad("encuentro", "2023-05-05", categoria="recorrido")
    assert en_2023("encuentro", "asistencias", *ENCUENTROS).valor is None
    assert en_2023("encuentro", "cantidad", *ENCUENTROS).valor is None
