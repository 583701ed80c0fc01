"""Dos personas no se pisan al corregir una instancia, un puesto, una función o una fila de catálogo."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLAS = (
    *("instancia", "funcion", "puesto"),
    *("lugar", "alias_de_localidad", "sector", "entidad", "servicio", "opcion"),
)


def upgrade() -> None:
    for tabla in TABLAS:
        op.add_column(tabla, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    for tabla in reversed(TABLAS):
        op.drop_column(tabla, "version")
