"""Lo medido en cada año pasado se guarda, y la base lleva la cuenta de las veces que se escribió en él."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Los disparadores que escriben en ``toque`` los pone ``env.py`` tras cada cambio de esquema."""
    exacto = sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite")
    op.create_table(
        "recuento",
        sa.Column("vigencia", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("huella", sa.String(64), nullable=False),
        sa.Column("regla", sa.Text(), nullable=False),
        sa.Column("toques", sa.BigInteger(), nullable=False),
        sa.Column("con_fuente", sa.Boolean(), nullable=False),
        sa.Column("valor", exacto, nullable=True),
        sa.Column("registros", sa.Integer(), nullable=False),
        sa.Column("sin_persona", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("vigencia", "huella", name=op.f("pk_recuento")),
    )
    op.create_table(
        "toque",
        sa.Column("vigencia", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("transaccion", sa.String(60), nullable=False),
        sa.Column("veces", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("vigencia", "transaccion", name=op.f("pk_toque")),
    )


def downgrade() -> None:
    op.drop_table("toque")
    op.drop_table("recuento")
