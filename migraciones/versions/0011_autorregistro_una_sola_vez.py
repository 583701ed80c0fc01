"""Llave del autorregistro: enviar dos veces el mismo formulario desde un teléfono no cuenta dos."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLA, UNICA = "asistencia_institucional", "uq_asistencia_institucional_llave"


def upgrade() -> None:
    op.add_column(TABLA, sa.Column("llave", sa.String(length=64), nullable=True))
    op.create_index(UNICA, TABLA, ["llave"], unique=True)


def downgrade() -> None:
    op.drop_index(UNICA, table_name=TABLA)
    op.drop_column(TABLA, "llave")
