"""Entorno de Alembic: la conexión la pone ``registro.esquema``; aquí sólo se dice qué tablas se esperan."""

from alembic import context

import registro.aplicacion  # noqa: F401 - al unir las piezas registra todas las tablas
from registro.extensiones import db

context.configure(
    connection=context.config.attributes["conexion"],
    target_metadata=db.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
