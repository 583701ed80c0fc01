"""Personas, tarjetas y autorizaciones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lote_de_tarjetas",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("cantidad", sa.Integer(), nullable=False),
        sa.Column("creado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creado_por", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lote_de_tarjetas")),
        sa.UniqueConstraint("nombre", name=op.f("uq_lote_de_tarjetas_nombre")),
    )
    op.create_table(
        "persona",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fusionada_en_id", sa.Integer(), nullable=True),
        sa.Column("motivo_de_fusion", sa.Text(), nullable=True),
        sa.Column("contacto", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["fusionada_en_id"], ["persona.id"], name=op.f("fk_persona_fusionada_en_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona")),
    )
    op.create_table(
        "texto_de_consentimiento",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("finalidad", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.Column("desde", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texto_de_consentimiento")),
    )
    op.create_index(
        op.f("ix_texto_de_consentimiento_finalidad"), "texto_de_consentimiento", ["finalidad"], unique=False
    )
    op.create_table(
        "consentimiento",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("persona_id", sa.Integer(), nullable=False),
        sa.Column("finalidad", sa.String(length=12), nullable=False),
        sa.Column("texto_id", sa.Integer(), nullable=False),
        sa.Column("medio", sa.String(length=20), nullable=False),
        sa.Column("dado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revocado_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["persona_id"], ["persona.id"], name=op.f("fk_consentimiento_persona_id")),
        sa.ForeignKeyConstraint(
            ["texto_id"], ["texto_de_consentimiento.id"], name=op.f("fk_consentimiento_texto_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consentimiento")),
    )
    op.create_index(
        "ix_consentimiento_persona_id_finalidad", "consentimiento", ["persona_id", "finalidad"], unique=False
    )
    op.create_table(
        "credencial",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("codigo", sa.Text(), nullable=False),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("persona_id", sa.Integer(), nullable=True),
        sa.Column("lote_id", sa.Integer(), nullable=True),
        sa.Column("reemplazada_por_id", sa.Integer(), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cambiada_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["lote_id"], ["lote_de_tarjetas.id"], name=op.f("fk_credencial_lote_id")),
        sa.ForeignKeyConstraint(["persona_id"], ["persona.id"], name=op.f("fk_credencial_persona_id")),
        sa.ForeignKeyConstraint(
            ["reemplazada_por_id"], ["credencial.id"], name=op.f("fk_credencial_reemplazada_por_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credencial")),
        sa.UniqueConstraint("huella", name=op.f("uq_credencial_huella")),
    )
    op.create_index(op.f("ix_credencial_lote_id"), "credencial", ["lote_id"], unique=False)
    op.create_index(op.f("ix_credencial_persona_id"), "credencial", ["persona_id"], unique=False)
    op.create_table(
        "respuesta",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("persona_id", sa.Integer(), nullable=False),
        sa.Column("pregunta", sa.String(length=30), nullable=False),
        sa.Column("valor", sa.String(length=40), nullable=False),
        sa.Column("dada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reemplazada_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["persona_id"], ["persona.id"], name=op.f("fk_respuesta_persona_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_respuesta")),
    )
    op.create_index("ix_respuesta_persona_id_pregunta", "respuesta", ["persona_id", "pregunta"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_respuesta_persona_id_pregunta", table_name="respuesta")
    op.drop_table("respuesta")
    op.drop_index(op.f("ix_credencial_persona_id"), table_name="credencial")
    op.drop_index(op.f("ix_credencial_lote_id"), table_name="credencial")
    op.drop_table("credencial")
    op.drop_index("ix_consentimiento_persona_id_finalidad", table_name="consentimiento")
    op.drop_table("consentimiento")
    op.drop_index(op.f("ix_texto_de_consentimiento_finalidad"), table_name="texto_de_consentimiento")
    op.drop_table("texto_de_consentimiento")
    op.drop_table("persona")
    op.drop_table("lote_de_tarjetas")
