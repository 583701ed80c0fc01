"""Catálogos."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "localidad",
        sa.Column("codigo", sa.String(length=2), nullable=False),
        sa.Column("nombre", sa.String(length=60), nullable=False),
        sa.Column("clave", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("codigo", name=op.f("pk_localidad")),
        sa.UniqueConstraint("clave", name=op.f("uq_localidad_clave")),
    )
    op.create_table(
        "opcion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("catalogo", sa.String(length=40), nullable=False),
        sa.Column("clave", sa.String(length=120), nullable=False),
        sa.Column("etiqueta", sa.String(length=160), nullable=False),
        sa.Column("padre", sa.String(length=120), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("activa", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opcion")),
        sa.UniqueConstraint("catalogo", "clave", "padre", name=op.f("uq_opcion_catalogo_clave_padre")),
    )
    op.create_index("ix_opcion_catalogo", "opcion", ["catalogo", "orden"], unique=False)
    op.create_table(
        "sector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("clave", sa.String(length=120), nullable=False),
        sa.Column("activo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sector")),
        sa.UniqueConstraint("clave", name=op.f("uq_sector_clave")),
    )
    op.create_table(
        "alias_de_localidad",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("clave", sa.String(length=120), nullable=False),
        sa.Column("localidad_codigo", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["localidad_codigo"], ["localidad.codigo"], name=op.f("fk_alias_de_localidad_localidad_codigo")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias_de_localidad")),
        sa.UniqueConstraint(
            "clave", "localidad_codigo", name=op.f("uq_alias_de_localidad_clave_localidad_codigo")
        ),
    )
    op.create_index(op.f("ix_alias_de_localidad_clave"), "alias_de_localidad", ["clave"], unique=False)
    op.create_table(
        "entidad",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=200), nullable=False),
        sa.Column("clave", sa.String(length=200), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("activa", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["sector_id"], ["sector.id"], name=op.f("fk_entidad_sector_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entidad")),
        sa.UniqueConstraint("clave", name=op.f("uq_entidad_clave")),
    )
    op.create_table(
        "lugar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=200), nullable=False),
        sa.Column("clave", sa.String(length=200), nullable=False),
        sa.Column("localidad_codigo", sa.String(length=2), nullable=True),
        sa.Column("activo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["localidad_codigo"], ["localidad.codigo"], name=op.f("fk_lugar_localidad_codigo")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lugar")),
        sa.UniqueConstraint("clave", "localidad_codigo", name=op.f("uq_lugar_clave_localidad_codigo")),
    )
    op.create_index(op.f("ix_lugar_clave"), "lugar", ["clave"], unique=False)
    op.create_table(
        "servicio",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("clave", sa.String(length=120), nullable=False),
        sa.Column("entidad_id", sa.Integer(), nullable=True),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("activo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["entidad_id"], ["entidad.id"], name=op.f("fk_servicio_entidad_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_servicio")),
        sa.UniqueConstraint("clave", name=op.f("uq_servicio_clave")),
    )


def downgrade() -> None:
    op.drop_table("servicio")
    op.drop_index(op.f("ix_lugar_clave"), table_name="lugar")
    op.drop_table("lugar")
    op.drop_table("entidad")
    op.drop_index(op.f("ix_alias_de_localidad_clave"), table_name="alias_de_localidad")
    op.drop_table("alias_de_localidad")
    op.drop_table("sector")
    op.drop_index("ix_opcion_catalogo", table_name="opcion")
    op.drop_table("opcion")
    op.drop_table("localidad")
