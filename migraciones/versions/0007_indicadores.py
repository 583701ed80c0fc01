"""Objetivos, productos y cifras."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cifra_publicada",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tabla", sa.String(length=60), nullable=False),
        sa.Column("fila", sa.String(length=200), nullable=False),
        sa.Column("columna", sa.String(length=120), nullable=False),
        sa.Column("valor", sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cifra_publicada")),
        sa.UniqueConstraint("tabla", "fila", "columna", name=op.f("uq_cifra_publicada_tabla_fila_columna")),
    )
    op.create_table(
        "objetivo",
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("numero", name=op.f("pk_objetivo")),
    )
    op.create_table(
        "producto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("codigo", sa.String(length=12), nullable=False),
        sa.Column("objetivo_numero", sa.Integer(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("unidad", sa.String(length=12), nullable=False),
        sa.Column("anualizacion", sa.String(length=12), nullable=False),
        sa.Column("anualizacion_origen", sa.String(length=14), nullable=False),
        sa.Column("periodicidad", sa.String(length=12), nullable=False),
        sa.Column("estado", sa.String(length=14), nullable=False),
        sa.Column("vigencia_inicial", sa.Integer(), nullable=True),
        sa.Column("vigencia_final", sa.Integer(), nullable=True),
        sa.Column("linea_base", sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("meta_final", sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("meta_final_origen", sa.String(length=14), nullable=False),
        sa.ForeignKeyConstraint(
            ["objetivo_numero"], ["objetivo.numero"], name=op.f("fk_producto_objetivo_numero")
        ),
        sa.ForeignKeyConstraint(["sector_id"], ["sector.id"], name=op.f("fk_producto_sector_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_producto")),
        sa.UniqueConstraint("codigo", name=op.f("uq_producto_codigo")),
    )
    op.create_index(op.f("ix_producto_objetivo_numero"), "producto", ["objetivo_numero"], unique=False)
    op.create_index(op.f("ix_producto_sector_id"), "producto", ["sector_id"], unique=False)
    op.create_table(
        "cifra_de_producto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("producto_id", sa.Integer(), nullable=False),
        sa.Column("clase", sa.String(length=10), nullable=False),
        sa.Column("desde", sa.Integer(), nullable=False),
        sa.Column("hasta", sa.Integer(), nullable=False),
        sa.Column("valor", sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["producto_id"], ["producto.id"], name=op.f("fk_cifra_de_producto_producto_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cifra_de_producto")),
        sa.UniqueConstraint(
            "producto_id",
            "clase",
            "desde",
            "hasta",
            name=op.f("uq_cifra_de_producto_producto_id_clase_desde_hasta"),
        ),
    )


def downgrade() -> None:
    op.drop_table("cifra_de_producto")
    op.drop_index(op.f("ix_producto_sector_id"), table_name="producto")
    op.drop_index(op.f("ix_producto_objetivo_numero"), table_name="producto")
    op.drop_table("producto")
    op.drop_table("objetivo")
    op.drop_table("cifra_publicada")
