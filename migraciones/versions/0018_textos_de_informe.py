"""Los textos que las personas escriben en los informes, versión por versión."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "texto_de_informe",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("informe", sa.String(length=20), nullable=False),
        sa.Column("ambito", sa.String(length=80), nullable=False),
        sa.Column("seccion", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.Column("cifras", sa.JSON(), nullable=False),
        sa.Column("escrito_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escrito_por", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texto_de_informe")),
        sa.UniqueConstraint(
            *("informe", "ambito", "seccion", "version"),
            name=op.f("uq_texto_de_informe_informe_ambito_seccion_version"),
        ),
    )


def downgrade() -> None:
    op.drop_table("texto_de_informe")
