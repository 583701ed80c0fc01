"""Entorno de Alembic: la conexión la pone ``registro.esquema``; aquí sólo se dice qué tablas se esperan."""

from alembic import context

import registro.aplicacion  # noqa: F401 - al unir las piezas registra todas las tablas
from registro.extensiones import db
from registro.indicadores.recuentos import disparadores

conexion = context.config.attributes["conexion"]
context.configure(
    connection=conexion,
    target_metadata=db.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    # Un paso puede rehacer una tabla que los lleva, o escribir en ella como nadie escribe.
    cambia = context.get_context().get_current_revision() != context.get_revision_argument()
    if cambia:
        disparadores.retirar(conexion)
    context.run_migrations()
    if cambia and disparadores.hay_donde(conexion):
        disparadores.poner(conexion)
