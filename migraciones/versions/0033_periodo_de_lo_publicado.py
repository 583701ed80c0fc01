"""Una cifra publicada puede decir de qué vigencia o semestre es, y la misma casilla tener una por período."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

SIN_PERIODO = "uq_cifra_publicada_tabla_fila_columna"
CON_PERIODO = "uq_cifra_publicada_tabla_fila_columna_periodo"
DONDE = "tabla", "fila", "columna"


def upgrade() -> None:
    with op.batch_alter_table("cifra_publicada") as lote:
        lote.add_column(sa.Column("periodo", sa.String(6), nullable=False, server_default=""))
        lote.drop_constraint(op.f(SIN_PERIODO), type_="unique")
        lote.create_unique_constraint(op.f(CON_PERIODO), [*DONDE, "periodo"])


def downgrade() -> None:
    """De cada casilla queda la última que se cargó."""
    cifra = sa.table("cifra_publicada", *map(sa.column, ("id", *DONDE)))
    ultimas = sa.select(sa.func.max(cifra.c.id)).group_by(*(cifra.c[nombre] for nombre in DONDE))
    op.execute(sa.delete(cifra).where(cifra.c.id.not_in(ultimas)))
    with op.batch_alter_table("cifra_publicada") as lote:
        lote.drop_constraint(op.f(CON_PERIODO), type_="unique")
        lote.drop_column("periodo")
        lote.create_unique_constraint(op.f(SIN_PERIODO), [*DONDE])
