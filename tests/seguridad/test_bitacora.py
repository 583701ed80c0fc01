"""La bitácora dice quién hizo qué, y nadie la cambia."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from registro.extensiones import db


@pytest.mark.parametrize("orden", ["UPDATE bitacora SET actor = 'otra'", "DELETE FROM bitacora"])
def test_la_base_misma_rechaza_cambiarla(contexto, orden):
    with db.engine.connect().execution_options(escribe=True) as conexion:
        antes = conexion.execute(text("SELECT count(*), min(actor) FROM bitacora")).one()
        with pytest.raises(DBAPIError, match="crece"):
            conexion.execute(text(orden))
        conexion.rollback()
        assert conexion.execute(text("SELECT count(*), min(actor) FROM bitacora")).one() == antes


def test_lo_que_se_hace_en_pantalla_queda_con_su_nombre_y_se_encuentra(como):
    como("administracion").post(
        "/administracion/usuarias/nueva", {"usuario": "rosa.paz", "nombre": "Rosa Paz", "roles": "campo"}
    )
    lineas = como("auditoria").get("/bitacora?q=usuaria.crear").texto
    assert "usuaria.crear" in lineas
    assert "Administración" in lineas


def test_una_busqueda_sin_resultados_lo_dice(como):
    assert "No hay anotaciones" in como("auditoria").get("/bitacora?q=%25%25zzz").texto
