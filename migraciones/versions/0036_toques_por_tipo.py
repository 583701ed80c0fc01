"""Un toque dice también de qué tipo es: una lectura de jornada no vence lo que se contó de la Casa."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lo contado se vuelve a contar: ``env.py`` lo vence al reponer los disparadores."""
    _rehacer_toque("vigencia", "tipo", "transaccion")
    op.execute("DELETE FROM recuento")
    op.add_column("recuento", sa.Column("fuente", sa.String(20), nullable=False, server_default=""))
    with op.batch_alter_table("recuento") as lote:
        lote.alter_column("fuente", existing_type=sa.String(20), server_default=None)


def downgrade() -> None:
    _rehacer_toque("vigencia", "transaccion")
    with op.batch_alter_table("recuento") as lote:
        lote.drop_column("fuente")


def _rehacer_toque(*llave: str) -> None:
    tipos = {"vigencia": sa.Integer(), "tipo": sa.String(20), "transaccion": sa.String(60)}
    op.drop_table("toque")
    op.create_table(
        "toque",
        *(sa.Column(nombre, tipos[nombre], autoincrement=False, nullable=False) for nombre in llave),
        sa.Column("veces", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(*llave, name=op.f("pk_toque")),
    )
