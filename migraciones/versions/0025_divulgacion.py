"""Lo que sale del registro: la política, lo publicado y cada archivo con su serie."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "politica_de_divulgacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edicion", sa.String(length=20), nullable=False),
        sa.Column("umbral", sa.Integer(), nullable=False),
        sa.Column("oculta_ceros", sa.Boolean(), nullable=False),
        sa.Column("dias_de_guarda", sa.Integer(), nullable=True),
        sa.Column("desde", sa.Date(), nullable=False),
        sa.Column("hasta", sa.Date(), nullable=True),
        sa.Column("acto", sa.Text(), nullable=False),
        sa.CheckConstraint("umbral >= 1", name="ck_politica_de_divulgacion_umbral"),
        sa.PrimaryKeyConstraint("id", name="pk_politica_de_divulgacion"),
        sa.UniqueConstraint("edicion", "desde", name="uq_politica_de_divulgacion_edicion_desde"),
    )
    op.create_table(
        "foto_de_hechos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("marca", sa.String(length=64), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_foto_de_hechos"),
        sa.UniqueConstraint("marca", name="uq_foto_de_hechos_marca"),
    )
    _publicaciones()
    _exportaciones()


def _publicaciones() -> None:
    op.create_table(
        "publicacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("edicion", sa.String(length=20), nullable=False),
        sa.Column("umbral", sa.Integer(), nullable=False),
        sa.Column("especificacion", sa.JSON(), nullable=False),
        sa.Column("foto_id", sa.Integer(), nullable=False),
        sa.Column("reservado", sa.Text(), nullable=False),
        sa.Column("publicada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("publicada_por", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["foto_id"], ["foto_de_hechos.id"], name="fk_publicacion_foto_id"),
        sa.PrimaryKeyConstraint("id", name="pk_publicacion"),
        sa.UniqueConstraint("huella", name="uq_publicacion_huella"),
    )
    op.create_index("ix_publicacion_foto_id", "publicacion", ["foto_id"])


def _exportaciones() -> None:
    op.create_table(
        "exportacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clase", sa.String(length=20), nullable=False),
        sa.Column("que", sa.Text(), nullable=False),
        sa.Column("proposito", sa.Text(), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=True),
        sa.Column("autora", sa.String(length=120), nullable=False),
        sa.Column("formato", sa.String(length=10), nullable=False),
        sa.Column("hecha_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("borrar_el", sa.Date(), nullable=True),
        sa.Column("publicacion_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["publicacion_id"], ["publicacion.id"], name="fk_exportacion_publicacion_id"),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name="fk_exportacion_usuaria_id"),
        sa.PrimaryKeyConstraint("id", name="pk_exportacion"),
    )
    for columna in ("usuaria_id", "hecha_en", "publicacion_id"):
        op.create_index(f"ix_exportacion_{columna}", "exportacion", [columna])


def downgrade() -> None:
    for tabla in ("exportacion", "publicacion", "foto_de_hechos", "politica_de_divulgacion"):
        op.drop_table(tabla)
