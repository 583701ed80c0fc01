"""Usuarias, roles y bitácora."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bitacora",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("momento", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("origen", sa.String(length=20), nullable=False),
        sa.Column("accion", sa.String(length=60), nullable=False),
        sa.Column("objeto", sa.Text(), nullable=False),
        sa.Column("detalle", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bitacora")),
    )
    op.create_index("ix_bitacora_momento", "bitacora", ["momento"], unique=False)
    op.create_index("ix_bitacora_objeto", "bitacora", ["objeto"], unique=False)
    op.create_table(
        "usuaria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuario", sa.String(length=60), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("clave_cifrada", sa.String(length=200), nullable=False),
        sa.Column("sello", sa.String(length=32), nullable=False),
        sa.Column("activa", sa.Boolean(), nullable=False),
        sa.Column("clave_provisional", sa.Boolean(), nullable=False),
        sa.Column("fallos", sa.Integer(), nullable=False),
        sa.Column("bloqueada_hasta", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usuaria")),
        sa.UniqueConstraint("usuario", name=op.f("uq_usuaria_usuario")),
    )
    op.create_table(
        "rol_de_usuaria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=False),
        sa.Column("rol", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name=op.f("fk_rol_de_usuaria_usuaria_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rol_de_usuaria")),
        sa.UniqueConstraint("usuaria_id", "rol", name=op.f("uq_rol_de_usuaria_usuaria_id_rol")),
    )


def downgrade() -> None:
    op.drop_table("rol_de_usuaria")
    op.drop_table("usuaria")
    op.drop_index("ix_bitacora_objeto", table_name="bitacora")
    op.drop_index("ix_bitacora_momento", table_name="bitacora")
    op.drop_table("bitacora")
