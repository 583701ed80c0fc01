"""Códigos de un solo uso, llaves de acceso, esperas por nombre escrito y sesiones en la base."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

NUEVAS = {
    "secreto": sa.Text(),
    "secreto_propuesto": sa.Text(),
    "ultimo_paso": sa.BigInteger(),
    "pidio_clave_en": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    for nombre, tipo in NUEVAS.items():
        op.add_column("usuaria", sa.Column(nombre, tipo, nullable=True))
    for nombre in ("fallos", "bloqueada_hasta", "sello"):
        op.drop_column("usuaria", nombre)
    op.create_table(
        "sesion_de_usuaria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("abierta_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("navegador", sa.String(length=60), nullable=False),
        sa.Column("cerrada_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name="fk_sesion_de_usuaria_usuaria_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sesion_de_usuaria"),
        sa.UniqueConstraint("huella", name="uq_sesion_de_usuaria_huella"),
    )
    op.create_index("ix_sesion_de_usuaria_usuaria_id", "sesion_de_usuaria", ["usuaria_id"])
    op.create_table(
        "espera_de_ingreso",
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("fallos", sa.Integer(), nullable=False),
        sa.Column("ultimo_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hasta", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("huella", name="pk_espera_de_ingreso"),
    )
    op.create_table(
        "codigo_de_recuperacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("usado_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name="fk_codigo_de_recuperacion_usuaria_id"),
        sa.PrimaryKeyConstraint("id", name="pk_codigo_de_recuperacion"),
        sa.UniqueConstraint("huella", name="uq_codigo_de_recuperacion_huella"),
    )
    op.create_index("ix_codigo_de_recuperacion_usuaria_id", "codigo_de_recuperacion", ["usuaria_id"])
    op.create_table(
        "llave_de_paso",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("usuaria_id", sa.Integer(), nullable=False),
        sa.Column("credencial", sa.String(length=1400), nullable=False),
        sa.Column("publica", sa.Text(), nullable=False),
        sa.Column("contador", sa.BigInteger(), nullable=False),
        sa.Column("nombre", sa.String(length=60), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("usada_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["usuaria_id"], ["usuaria.id"], name="fk_llave_de_paso_usuaria_id"),
        sa.PrimaryKeyConstraint("id", name="pk_llave_de_paso"),
        sa.UniqueConstraint("credencial", name="uq_llave_de_paso_credencial"),
    )
    op.create_index("ix_llave_de_paso_usuaria_id", "llave_de_paso", ["usuaria_id"])


def downgrade() -> None:
    for tabla in ("llave_de_paso", "codigo_de_recuperacion", "espera_de_ingreso", "sesion_de_usuaria"):
        op.drop_table(tabla)
    op.add_column("usuaria", sa.Column("sello", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("usuaria", sa.Column("fallos", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("usuaria", sa.Column("bloqueada_hasta", sa.DateTime(timezone=True), nullable=True))
    for nombre in NUEVAS:
        op.drop_column("usuaria", nombre)
