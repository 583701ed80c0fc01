"""Una cifra congelada dice si salió de un reporte, de un saldo o de la regla sobre el registro."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "cifra_congelada",
        sa.Column("origen", sa.String(length=10), nullable=False, server_default="reporte"),
    )
    op.execute("UPDATE cifra_congelada SET origen = 'saldo' WHERE reporte_id IS NULL")


def downgrade() -> None:
    op.execute("DELETE FROM cifra_congelada WHERE origen = 'regla'")
    op.drop_column("cifra_congelada", "origen")
