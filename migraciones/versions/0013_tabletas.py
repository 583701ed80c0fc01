"""Tabletas: invitaciones, dispositivos, llaves, apuntes y actividades provisionales."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

SOLO_LAS_QUE_ESPERAN = sa.text("espera IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "dispositivo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("token_huella", sa.String(length=64), nullable=False),
        sa.Column("llave", sa.Text(), nullable=True),
        sa.Column("inscrito_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ultimo_contacto", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pendientes", sa.Integer(), nullable=True),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("desfase_s", sa.Integer(), nullable=True),
        sa.Column("revocado_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revocado_por", sa.String(length=120), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispositivo")),
        sa.UniqueConstraint("token_huella", name=op.f("uq_dispositivo_token_huella")),
    )
    op.create_table(
        "invitacion_de_dispositivo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.String(length=120), nullable=False),
        sa.Column("codigo_huella", sa.String(length=64), nullable=False),
        sa.Column("creada_por", sa.String(length=120), nullable=False),
        sa.Column("vence", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dispositivo_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dispositivo_id"], ["dispositivo.id"], name=op.f("fk_invitacion_de_dispositivo_dispositivo_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitacion_de_dispositivo")),
        sa.UniqueConstraint("codigo_huella", name=op.f("uq_invitacion_de_dispositivo_codigo_huella")),
    )
    op.create_table(
        "llave_de_sellado",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("uso", sa.String(length=8), nullable=False),
        sa.Column("estado", sa.String(length=8), nullable=False),
        sa.Column("publica", sa.Text(), nullable=False),
        sa.Column("privada", sa.Text(), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_llave_de_sellado")),
    )
    op.create_index(op.f("ix_llave_de_sellado_uso"), "llave_de_sellado", ["uso"])
    _lo_que_mandan()


def _lo_que_mandan() -> None:
    op.create_table(
        "apunte",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("clase", sa.String(length=12), nullable=False),
        sa.Column("lectura_id", sa.Uuid(), nullable=True),
        sa.Column("actividad", sa.Uuid(), nullable=True),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("motivo", sa.String(length=30), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=True),
        sa.Column("recibido_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recibido_de", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_apunte")),
    )
    op.create_index("ix_apunte_lectura_id", "apunte", ["lectura_id"])
    op.create_index("ix_apunte_actividad", "apunte", ["actividad"])
    op.create_table(
        "actividad_unida",
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actividad_id"], ["actividad.id"], name=op.f("fk_actividad_unida_actividad_id")
        ),
        sa.PrimaryKeyConstraint("uuid", name=op.f("pk_actividad_unida")),
    )
    op.create_index(op.f("ix_actividad_unida_actividad_id"), "actividad_unida", ["actividad_id"])
    op.add_column("actividad", sa.Column("valen_hasta", sa.DateTime(timezone=True), nullable=True))
    op.add_column("prestacion", sa.Column("apunte_id", sa.Uuid(), nullable=True))
    op.add_column("lectura", sa.Column("espera", sa.Uuid(), nullable=True))
    op.create_index(
        "ix_lectura_espera",
        "lectura",
        ["espera"],
        sqlite_where=SOLO_LAS_QUE_ESPERAN,
        postgresql_where=SOLO_LAS_QUE_ESPERAN,
    )


def downgrade() -> None:
    op.drop_index("ix_lectura_espera", table_name="lectura")
    op.drop_column("lectura", "espera")
    op.drop_column("prestacion", "apunte_id")
    op.drop_column("actividad", "valen_hasta")
    op.drop_table("actividad_unida")
    op.drop_table("apunte")
    op.drop_table("llave_de_sellado")
    op.drop_table("invitacion_de_dispositivo")
    op.drop_table("dispositivo")
