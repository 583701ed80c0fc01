"""Una importación recuerda, cifrado, lo que se mostró de ella antes de confirmarla."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("importacion") as tabla:
        tabla.add_column(sa.Column("muestra", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("importacion") as tabla:
        tabla.drop_column("muestra")
