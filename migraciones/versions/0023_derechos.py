"""Derechos sobre los datos: solicitudes con su reloj, el secreto que ella elige y las lápidas."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "solicitud_de_datos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("clase", sa.String(length=12), nullable=False),
        sa.Column("canal", sa.String(length=10), nullable=False),
        sa.Column("estado", sa.String(length=10), nullable=False),
        sa.Column("persona_id", sa.Integer(), nullable=True),
        sa.Column("recibida", sa.Date(), nullable=False),
        sa.Column("pide", sa.Text(), nullable=False),
        sa.Column("prorrogada_en", sa.Date(), nullable=True),
        sa.Column("cerrada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("respuesta", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["persona_id"], ["persona.id"], name="fk_solicitud_de_datos_persona_id"),
        sa.PrimaryKeyConstraint("id", name="pk_solicitud_de_datos"),
        sa.UniqueConstraint("uuid", name="uq_solicitud_de_datos_uuid"),
    )
    op.create_index("ix_solicitud_de_datos_persona_id", "solicitud_de_datos", ["persona_id"])
    op.create_index("ix_solicitud_de_datos_estado", "solicitud_de_datos", ["estado", "recibida"])
    op.create_table(
        "paso_de_solicitud",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("solicitud_id", sa.Integer(), nullable=False),
        sa.Column("paso", sa.String(length=20), nullable=False),
        sa.Column("cuando", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quien", sa.String(length=120), nullable=False),
        sa.Column("motivo", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["solicitud_id"], ["solicitud_de_datos.id"], name="fk_paso_de_solicitud_solicitud_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_paso_de_solicitud"),
    )
    op.create_index("ix_paso_de_solicitud_solicitud_id", "paso_de_solicitud", ["solicitud_id"])
    op.create_table(
        "secreto_de_titular",
        sa.Column("persona_id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(length=200), nullable=False),
        sa.Column("elegido_en", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["persona_id"], ["persona.id"], name="fk_secreto_de_titular_persona_id"),
        sa.PrimaryKeyConstraint("persona_id", name="pk_secreto_de_titular"),
    )
    op.create_table(
        "lapida",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("vigencia", sa.Integer(), nullable=False),
        sa.Column("persona_id", sa.Integer(), nullable=False),
        sa.Column("credencial_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["persona_id"], ["persona.id"], name="fk_lapida_persona_id"),
        sa.ForeignKeyConstraint(["credencial_id"], ["credencial.id"], name="fk_lapida_credencial_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lapida"),
        sa.UniqueConstraint("persona_id", name="uq_lapida_persona_id"),
    )
    op.create_index("ix_lapida_vigencia", "lapida", ["vigencia"])


def downgrade() -> None:
    for tabla in ("lapida", "secreto_de_titular", "paso_de_solicitud", "solicitud_de_datos"):
        op.drop_table(tabla)
