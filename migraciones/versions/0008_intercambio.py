"""Importaciones."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "importacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("tipo", sa.String(length=20), nullable=False),
        sa.Column("archivo", sa.String(length=200), nullable=False),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("vistas", sa.Integer(), nullable=False),
        sa.Column("nuevas", sa.Integer(), nullable=False),
        sa.Column("repetidas", sa.Integer(), nullable=False),
        sa.Column("rechazadas", sa.Integer(), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creada_por", sa.String(length=120), nullable=False),
        sa.Column("avance_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problema", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_importacion")),
        sa.UniqueConstraint("uuid", name=op.f("uq_importacion_uuid")),
    )
    op.create_table(
        "fila_rechazada",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("importacion_id", sa.Integer(), nullable=False),
        sa.Column("linea", sa.Integer(), nullable=False),
        sa.Column("columna", sa.String(length=60), nullable=False),
        sa.Column("motivo", sa.Text(), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["importacion_id"], ["importacion.id"], name=op.f("fk_fila_rechazada_importacion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fila_rechazada")),
    )
    op.create_index(
        op.f("ix_fila_rechazada_importacion_id"), "fila_rechazada", ["importacion_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_fila_rechazada_importacion_id"), table_name="fila_rechazada")
    op.drop_table("fila_rechazada")
    op.drop_table("importacion")
