"""Cuánto corrigió la tableta la hora de cada lectura, y si la secretaría ya dijo que esa hora sirve."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

SOLO_LAS_CORREGIDAS = sa.text("desfase_s IS NOT NULL")


def upgrade() -> None:
    op.add_column("lectura", sa.Column("desfase_s", sa.Integer(), nullable=True))
    op.add_column("lectura", sa.Column("reloj_decidido_en", sa.DateTime(timezone=True), nullable=True))
    # Las de antes decían que se corrigió, pero no cuánto.
    op.execute("UPDATE lectura SET desfase_s = 0 WHERE motivo = 'reloj_corregido'")
    op.create_index(
        "ix_lectura_reloj",
        "lectura",
        ["actividad_id"],
        sqlite_where=SOLO_LAS_CORREGIDAS,
        postgresql_where=SOLO_LAS_CORREGIDAS,
    )


def downgrade() -> None:
    op.drop_index("ix_lectura_reloj", table_name="lectura")
    op.drop_column("lectura", "reloj_decidido_en")
    op.drop_column("lectura", "desfase_s")
