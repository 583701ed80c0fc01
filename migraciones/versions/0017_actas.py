"""Actas: desarrollo de cada punto, compromisos y su seguimiento, versiones y borradores."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NUEVAS = (
    *("borrador", "seguimiento_de_compromiso", "compromiso"),
    *("desarrollo_de_punto", "version_de_acta", "acta"),
)


def upgrade() -> None:
    _acta()
    _desarrollo_y_compromisos()
    op.create_table(
        "borrador",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("clave", sa.String(120), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=False),
        sa.Column("guardado_en", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name="fk_borrador_usuaria_id"),
        sa.PrimaryKeyConstraint("id", name="pk_borrador"),
        sa.UniqueConstraint("clave", "usuaria_id", name="uq_borrador_clave_usuaria_id"),
    )


def _acta() -> None:
    op.create_table(
        "acta",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sesion_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.String(30), nullable=False),
        sa.Column("apertura", sa.Text(), nullable=False),
        sa.Column("cierre", sa.Text(), nullable=False),
        sa.Column("firmas", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("aprobada_en_id", sa.Integer(), nullable=True),
        sa.Column("aprobada_el", sa.Date(), nullable=True),
        sa.Column("aprobada_por", sa.String(120), nullable=True),
        sa.ForeignKeyConstraint(["sesion_id"], ["zesai.actividad_id"], name="fk_acta_sesion_id"),
        sa.ForeignKeyConstraint(["aprobada_en_id"], ["zesai.actividad_id"], name="fk_acta_aprobada_en_id"),
        sa.PrimaryKeyConstraint("id", name="pk_acta"),
        sa.UniqueConstraint("sesion_id", name="uq_acta_sesion_id"),
    )
    op.create_index("ix_acta_aprobada_en_id", "acta", ["aprobada_en_id"])
    op.create_table(
        "version_de_acta",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("acta_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=False),
        sa.Column("huella", sa.String(64), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creada_por", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["acta_id"], ["acta.id"], name="fk_version_de_acta_acta_id"),
        sa.PrimaryKeyConstraint("id", name="pk_version_de_acta"),
        sa.UniqueConstraint("acta_id", "numero", name="uq_version_de_acta_acta_id_numero"),
    )


def _desarrollo_y_compromisos() -> None:
    op.create_table(
        "desarrollo_de_punto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("punto_id", sa.Integer(), nullable=False),
        sa.Column("discusion", sa.Text(), nullable=False),
        sa.Column("decisiones", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["punto_id"], ["punto_de_agenda.id"], name="fk_desarrollo_de_punto_punto_id"),
        sa.PrimaryKeyConstraint("id", name="pk_desarrollo_de_punto"),
        sa.UniqueConstraint("punto_id", name="uq_desarrollo_de_punto_punto_id"),
    )
    op.create_table(
        "compromiso",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sesion_id", sa.Integer(), nullable=False),
        sa.Column("que", sa.Text(), nullable=False),
        sa.Column("entidad_id", sa.Integer(), nullable=False),
        sa.Column("vence", sa.Date(), nullable=True),
        sa.Column("estado", sa.String(10), nullable=False),
        sa.Column("creado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creado_por", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(["sesion_id"], ["zesai.actividad_id"], name="fk_compromiso_sesion_id"),
        sa.ForeignKeyConstraint(["entidad_id"], ["entidad.id"], name="fk_compromiso_entidad_id"),
        sa.PrimaryKeyConstraint("id", name="pk_compromiso"),
    )
    op.create_index("ix_compromiso_sesion_id", "compromiso", ["sesion_id"])
    op.create_index("ix_compromiso_entidad_id", "compromiso", ["entidad_id"])
    op.create_table(
        "seguimiento_de_compromiso",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("compromiso_id", sa.Integer(), nullable=False),
        sa.Column("estado", sa.String(10), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.Column("anotado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anotado_por", sa.String(120), nullable=False),
        sa.ForeignKeyConstraint(
            ["compromiso_id"], ["compromiso.id"], name="fk_seguimiento_de_compromiso_compromiso_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_seguimiento_de_compromiso"),
    )
    op.create_index(
        "ix_seguimiento_de_compromiso_compromiso_id", "seguimiento_de_compromiso", ["compromiso_id"]
    )


def downgrade() -> None:
    for nombre in NUEVAS:
        op.drop_table(nombre)
