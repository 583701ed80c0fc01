"""Un archivo puede traer varias publicaciones: cada una queda ligada a él."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

LIGADAS = sa.table("publicacion_de_exportacion", sa.column("exportacion_id"), sa.column("publicacion_id"))
EXPORTACION = sa.table("exportacion", sa.column("id"), sa.column("publicacion_id"))


def upgrade() -> None:
    op.create_table(
        "publicacion_de_exportacion",
        sa.Column("exportacion_id", sa.Integer(), nullable=False),
        sa.Column("publicacion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exportacion_id"], ["exportacion.id"], name="fk_publicacion_de_exportacion_exportacion_id"
        ),
        sa.ForeignKeyConstraint(
            ["publicacion_id"], ["publicacion.id"], name="fk_publicacion_de_exportacion_publicacion_id"
        ),
        sa.PrimaryKeyConstraint("exportacion_id", "publicacion_id", name="pk_publicacion_de_exportacion"),
    )
    op.create_index(
        "ix_publicacion_de_exportacion_publicacion_id", "publicacion_de_exportacion", ["publicacion_id"]
    )
    con_una = sa.select(EXPORTACION.c.id, EXPORTACION.c.publicacion_id).where(
        EXPORTACION.c.publicacion_id.is_not(None)
    )
    op.execute(sa.insert(LIGADAS).from_select(["exportacion_id", "publicacion_id"], con_una))
    op.drop_index("ix_exportacion_publicacion_id", "exportacion")
    with op.batch_alter_table("exportacion") as tabla:
        tabla.drop_constraint("fk_exportacion_publicacion_id", type_="foreignkey")
        tabla.drop_column("publicacion_id")


def downgrade() -> None:
    with op.batch_alter_table("exportacion") as tabla:
        tabla.add_column(sa.Column("publicacion_id", sa.Integer(), nullable=True))
        tabla.create_foreign_key("fk_exportacion_publicacion_id", "publicacion", ["publicacion_id"], ["id"])
    op.create_index("ix_exportacion_publicacion_id", "exportacion", ["publicacion_id"])
    primera = (
        sa.select(sa.func.min(LIGADAS.c.publicacion_id))
        .where(LIGADAS.c.exportacion_id == EXPORTACION.c.id)
        .scalar_subquery()
    )
    op.execute(sa.update(EXPORTACION).values(publicacion_id=primera))
    op.drop_table("publicacion_de_exportacion")
