"""Las reglas de semáforo dicen el acto que las trajo, y un corte cerrado guarda con cuáles se leyó."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

CONJUNTO = sa.table("conjunto_de_semaforo", sa.column("clave"), sa.column("desde", sa.Date()))
CORTE = sa.table("corte_cerrado", sa.column("id"), sa.column("vigencia"), sa.column("semaforo"))


def upgrade() -> None:
    for columna in (
        sa.Column("acto", sa.String(300), nullable=False, server_default=""),
        sa.Column("numero", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("registrado_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("registrado_por", sa.String(120), nullable=False, server_default=""),
    ):
        op.add_column("conjunto_de_semaforo", columna)
    op.add_column("corte_cerrado", sa.Column("semaforo", sa.String(40), nullable=False, server_default=""))
    _los_ya_cerrados()


def _los_ya_cerrados() -> None:
    """Hasta hoy se leían con los que rigieran al terminar la vigencia: ésos son los suyos."""
    conexion = op.get_bind()
    con_fecha = sa.select(CONJUNTO.c.clave, CONJUNTO.c.desde).where(CONJUNTO.c.desde.is_not(None))
    conjuntos = sorted((desde, clave) for clave, desde in conexion.execute(con_fecha))
    for cual, vigencia in conexion.execute(sa.select(CORTE.c.id, CORTE.c.vigencia)).all():
        rigen = [clave for desde, clave in conjuntos if desde <= date(vigencia, 12, 31)]
        if rigen:
            conexion.execute(sa.update(CORTE).where(CORTE.c.id == cual).values(semaforo=rigen[-1]))


def downgrade() -> None:
    op.drop_column("corte_cerrado", "semaforo")
    for columna in ("registrado_por", "registrado_en", "numero", "acto"):
        op.drop_column("conjunto_de_semaforo", columna)
