"""Lo contado se guarda también por trimestre, y un toque dice en cuál: falta contar sólo lo último."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

QUIENES = sa.Column("quienes", sa.LargeBinary(), nullable=True)


def upgrade() -> None:
    """Lo contado se vuelve a contar: ``env.py`` lo vence al reponer los disparadores."""
    _rehacer("trimestre", columnas=[QUIENES])


def downgrade() -> None:
    _rehacer()


def _rehacer(*trimestre: str, columnas: list[sa.Column] | None = None) -> None:
    op.drop_table("toque")
    op.drop_table("recuento")
    numeros, exacto = ("vigencia", *trimestre), sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite")
    op.create_table(
        "recuento",
        *(sa.Column(nombre, sa.Integer(), autoincrement=False, nullable=False) for nombre in numeros),
        sa.Column("huella", sa.String(64), nullable=False),
        sa.Column("regla", sa.Text(), nullable=False),
        sa.Column("fuente", sa.String(20), nullable=False),
        sa.Column("toques", sa.BigInteger(), nullable=False),
        sa.Column("con_fuente", sa.Boolean(), nullable=False),
        sa.Column("valor", exacto, nullable=True),
        sa.Column("registros", sa.Integer(), nullable=False),
        sa.Column("sin_persona", sa.Integer(), nullable=False),
        *(columnas or ()),
        sa.PrimaryKeyConstraint(*numeros, "huella", name=op.f("pk_recuento")),
    )
    op.create_table(
        "toque",
        *(sa.Column(nombre, sa.Integer(), autoincrement=False, nullable=False) for nombre in numeros),
        sa.Column("tipo", sa.String(20), nullable=False),
        sa.Column("transaccion", sa.String(60), nullable=False),
        sa.Column("veces", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*numeros, "tipo", "transaccion", name=op.f("pk_toque")),
    )
