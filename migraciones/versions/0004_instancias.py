"""Instancias de coordinación."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "instancia",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sigla", sa.String(length=30), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("norma_creacion", sa.Text(), nullable=False),
        sa.Column("reglamento", sa.Text(), nullable=False),
        sa.Column("secretaria_tecnica", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instancia")),
        sa.UniqueConstraint("sigla", name=op.f("uq_instancia_sigla")),
    )
    op.create_table(
        "funcion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instancia_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.Column("desde", sa.Date(), nullable=True),
        sa.Column("hasta", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["instancia_id"], ["instancia.id"], name=op.f("fk_funcion_instancia_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funcion")),
        sa.UniqueConstraint(
            "instancia_id", "numero", "desde", name=op.f("uq_funcion_instancia_id_numero_desde")
        ),
    )
    op.create_table(
        "mes_sin_sesion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instancia_id", sa.Integer(), nullable=False),
        sa.Column("mes", sa.Date(), nullable=False),
        sa.Column("motivo", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instancia_id"], ["instancia.id"], name=op.f("fk_mes_sin_sesion_instancia_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mes_sin_sesion")),
        sa.UniqueConstraint("instancia_id", "mes", name=op.f("uq_mes_sin_sesion_instancia_id_mes")),
    )
    op.create_table(
        "norma_de_instancia",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instancia_id", sa.Integer(), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instancia_id"], ["instancia.id"], name=op.f("fk_norma_de_instancia_instancia_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_norma_de_instancia")),
    )
    op.create_index(
        op.f("ix_norma_de_instancia_instancia_id"), "norma_de_instancia", ["instancia_id"], unique=False
    )
    op.create_table(
        "programacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instancia_id", sa.Integer(), nullable=False),
        sa.Column("semestre", sa.String(length=6), nullable=False),
        sa.Column("ordinarias", sa.Integer(), nullable=False),
        sa.Column("extraordinarias", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["instancia_id"], ["instancia.id"], name=op.f("fk_programacion_instancia_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programacion")),
        sa.UniqueConstraint("instancia_id", "semestre", name=op.f("uq_programacion_instancia_id_semestre")),
    )
    op.create_table(
        "puesto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("instancia_id", sa.Integer(), nullable=False),
        sa.Column("sector_id", sa.Integer(), nullable=True),
        sa.Column("nombre", sa.String(length=200), nullable=False),
        sa.Column("clave", sa.String(length=200), nullable=False),
        sa.Column("rol", sa.String(length=2), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("desde", sa.Date(), nullable=True),
        sa.Column("hasta", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["instancia_id"], ["instancia.id"], name=op.f("fk_puesto_instancia_id")),
        sa.ForeignKeyConstraint(["sector_id"], ["sector.id"], name=op.f("fk_puesto_sector_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_puesto")),
        sa.UniqueConstraint("instancia_id", "orden", name=op.f("uq_puesto_instancia_id_orden")),
    )
    op.create_table(
        "delegada",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("puesto_id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("correo", sa.Text(), nullable=True),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("codigo", sa.Text(), nullable=False),
        sa.Column("desde", sa.Date(), nullable=False),
        sa.Column("hasta", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["puesto_id"], ["puesto.id"], name=op.f("fk_delegada_puesto_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegada")),
        sa.UniqueConstraint("huella", name=op.f("uq_delegada_huella")),
    )
    op.create_index(op.f("ix_delegada_puesto_id"), "delegada", ["puesto_id"], unique=False)
    op.create_table(
        "entidad_de_puesto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("puesto_id", sa.Integer(), nullable=False),
        sa.Column("entidad_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entidad_id"], ["entidad.id"], name=op.f("fk_entidad_de_puesto_entidad_id")),
        sa.ForeignKeyConstraint(["puesto_id"], ["puesto.id"], name=op.f("fk_entidad_de_puesto_puesto_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entidad_de_puesto")),
        sa.UniqueConstraint(
            "puesto_id", "entidad_id", name=op.f("uq_entidad_de_puesto_puesto_id_entidad_id")
        ),
    )
    op.create_index(
        op.f("ix_entidad_de_puesto_entidad_id"), "entidad_de_puesto", ["entidad_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_entidad_de_puesto_entidad_id"), table_name="entidad_de_puesto")
    op.drop_table("entidad_de_puesto")
    op.drop_index(op.f("ix_delegada_puesto_id"), table_name="delegada")
    op.drop_table("delegada")
    op.drop_table("puesto")
    op.drop_table("programacion")
    op.drop_index(op.f("ix_norma_de_instancia_instancia_id"), table_name="norma_de_instancia")
    op.drop_table("norma_de_instancia")
    op.drop_table("mes_sin_sesion")
    op.drop_table("funcion")
    op.drop_table("instancia")
