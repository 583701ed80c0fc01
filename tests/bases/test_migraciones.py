"""Las migraciones llegan a lo que dicen los modelos, y cada una se puede deshacer."""

from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from registro import esquema
from registro.extensiones import db


@pytest.fixture
def vacia(motor, instalaciones):
    """Una aplicación sobre una base sin nada."""
    nombre = f"vacia_{uuid4().hex}"
    with instalaciones.abierta(motor.crear(nombre)) as app:
        yield app
    motor.borrar(nombre)


def tablas(app):
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def test_migrar_deja_exactamente_las_tablas_de_los_modelos(app):
    with app.app_context(), db.engine.connect() as conexion:
        contexto = MigrationContext.configure(conexion, opts={"compare_type": True})
        assert compare_metadata(contexto, db.metadata) == []


def test_cada_migracion_se_deshace_y_se_rehace(vacia):
    esquema.migrar(vacia)
    completas = tablas(vacia)
    esquema.revertir(vacia, "base")
    assert tablas(vacia) == {"alembic_version"}
    esquema.migrar(vacia)
    assert tablas(vacia) == completas


def test_migrar_dos_veces_no_cambia_nada(vacia):
    esquema.migrar(vacia)
    antes = esquema.revisiones(vacia)
    esquema.migrar(vacia)
    assert esquema.revisiones(vacia) == antes
    assert antes[0] == antes[1]
