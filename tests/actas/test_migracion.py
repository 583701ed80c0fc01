"""Deshacer lo de la secretaría deja el registro como estaba, y rehacerlo no pierde lo demás."""

from datetime import date

import pytest
from sqlalchemy import text

from registro import esquema
from registro.extensiones import db
from registro.instancias import consultas, operaciones
from tests.fabricas.mesa import ACTOR, mesa, registrar
from tests.instancias.test_plan_y_publicacion import PLAN

ANTES = "0015"


@pytest.fixture
def con_la_mesa(suelta):
    with suelta.app_context():
        instancia = mesa(suelta)
        puesto = consultas.resolver_puesto(instancia, "Defensoría del Pueblo", date(2020, 1, 8))
        operaciones.relevar_entidades(ACTOR, puesto.id, ("Defensoría Nacional",), date(2020, 3, 1))
        datos = operaciones.DatosDePlan("Plan", date(2020, 1, 1), date(2020, 12, 31), PLAN)
        operaciones.guardar_plan(ACTOR, instancia, datos)
    registrar(suelta, date(2020, 1, 8))
    return suelta


def cuantas(app, *tablas):
    with app.app_context(), db.engine.connect() as conexion:
        return [conexion.scalar(text(f"select count(*) from {tabla}")) for tabla in tablas]


def test_se_va_lo_de_la_secretaria_y_queda_quien_ocupa_el_puesto_ahora(con_la_mesa):
    de_antes = ("actividad", "zesai", "puesto", "asistencia_institucional", "punto_de_agenda")
    habia = cuantas(con_la_mesa, *de_antes)
    assert cuantas(con_la_mesa, "entidad_de_puesto", "subproducto_de_plan") == [13, 3]
    esquema.revertir(con_la_mesa, ANTES)
    assert cuantas(con_la_mesa, *de_antes) == habia
    assert cuantas(con_la_mesa, "entidad_de_puesto") == [12]
    esquema.migrar(con_la_mesa)
    assert cuantas(con_la_mesa, *de_antes, "subproducto_de_plan") == [*habia, 0]
    with con_la_mesa.app_context():
        despues = consultas.resolver_puesto(mesa(con_la_mesa), "Defensoría Nacional", date(2020, 1, 8))
    assert despues.orden == 11
