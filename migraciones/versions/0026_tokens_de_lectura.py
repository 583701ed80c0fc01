"""Tokens personales de lectura."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "token_de_lectura",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=80), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("creado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("vence", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ultimo_uso", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revocado_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name=op.f("fk_token_de_lectura_usuaria_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_de_lectura")),
        sa.UniqueConstraint("huella", name=op.f("uq_token_de_lectura_huella")),
    )
    op.create_index(op.f("ix_token_de_lectura_usuaria_id"), "token_de_lectura", ["usuaria_id"])


def downgrade() -> None:
    op.drop_table("token_de_lectura")
