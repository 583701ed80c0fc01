"""Las migraciones llegan a lo que dicen los modelos, y cada una se puede deshacer."""

from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from registro import esquema
from registro.asistencia.operaciones import recibir_lote
from registro.cli import base
from registro.extensiones import db
from tests.fabricas.campo import ACTOR, crear_actividad, crear_lectura, crear_tarjetas


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


def test_las_ultimas_se_deshacen_y_rehacen_sin_perder_lo_registrado(vacia):
    esquema.migrar(vacia)
    with vacia.app_context():
        base.sembrar()
        jornada = crear_actividad()
        recibir_lote(ACTOR, [crear_lectura(jornada, codigo) for codigo in crear_tarjetas(2)])
        crear_actividad("zesai", agenda="Lectura del acta")
    todo = filas(vacia)
    esquema.revertir(vacia, "0012")  # se va lo de las tabletas y nada más
    guardado = filas(vacia)
    assert guardado.items() <= todo.items()
    for revision in ("0011", "0010", "0009", "0008"):
        esquema.revertir(vacia, revision)
        assert filas(vacia) == guardado, revision
    esquema.migrar(vacia)
    assert guardado.items() <= filas(vacia).items()
    esquema.revertir(vacia, "base")
    assert tablas(vacia) == {"alembic_version"}


def filas(app):
    """Cuántas hay en cada tabla, contadas por la base y no por los modelos."""
    with app.app_context(), db.engine.connect() as conexion:
        nombres = tablas(app) - {"alembic_version"}
        return {n: conexion.scalar(text(f"select count(*) from {n}")) for n in sorted(nombres)}


def test_la_base_embebida_solo_la_lee_quien_la_sirve(tmp_path, instalaciones):
    archivo = tmp_path / "registro.sqlite3"
    with instalaciones.abierta(f"sqlite:///{archivo}") as app:
        esquema.migrar(app)
    assert archivo.stat().st_mode & 0o777 == 0o600
