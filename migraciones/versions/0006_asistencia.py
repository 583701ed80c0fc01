"""Asistencia de personas e institucional."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asistencia",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("credencial_id", sa.Integer(), nullable=True),
        sa.Column("cantidad", sa.Integer(), nullable=False),
        sa.Column("publico", sa.String(length=20), nullable=False),
        sa.Column("origen", sa.String(length=12), nullable=False),
        sa.Column("leida_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("llave_de_importacion", sa.String(length=64), nullable=True),
        sa.Column("anulada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anulada_por", sa.String(length=120), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.CheckConstraint("cantidad >= 1", name=op.f("ck_asistencia_cantidad")),
        sa.CheckConstraint(
            "credencial_id IS NULL OR cantidad = 1", name=op.f("ck_asistencia_una_por_tarjeta")
        ),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_asistencia_actividad_id")),
        sa.ForeignKeyConstraint(
            ["credencial_id"], ["credencial.id"], name=op.f("fk_asistencia_credencial_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asistencia")),
        sa.UniqueConstraint("llave_de_importacion", name=op.f("uq_asistencia_llave_de_importacion")),
    )
    op.create_index(
        "ix_asistencia_actividad", "asistencia", ["actividad_id", "anulada_en", "cantidad"], unique=False
    )
    op.create_index(op.f("ix_asistencia_credencial_id"), "asistencia", ["credencial_id"], unique=False)
    op.create_index(
        "uq_asistencia_vigente",
        "asistencia",
        ["actividad_id", "credencial_id"],
        unique=True,
        sqlite_where=sa.text("anulada_en IS NULL AND credencial_id IS NOT NULL"),
        postgresql_where=sa.text("anulada_en IS NULL AND credencial_id IS NOT NULL"),
    )
    op.create_table(
        "asistencia_institucional",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("puesto_id", sa.Integer(), nullable=True),
        sa.Column("delegada_id", sa.Integer(), nullable=True),
        sa.Column("nombre", sa.Text(), nullable=True),
        sa.Column("entidad", sa.String(length=200), nullable=False),
        sa.Column("cantidad", sa.Integer(), nullable=False),
        sa.Column("origen", sa.String(length=14), nullable=False),
        sa.Column("registrada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registrada_por", sa.String(length=120), nullable=False),
        sa.Column("anulada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anulada_por", sa.String(length=120), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.CheckConstraint("cantidad >= 1", name=op.f("ck_asistencia_institucional_cantidad")),
        sa.ForeignKeyConstraint(
            ["actividad_id"], ["actividad.id"], name=op.f("fk_asistencia_institucional_actividad_id")
        ),
        sa.ForeignKeyConstraint(
            ["delegada_id"], ["delegada.id"], name=op.f("fk_asistencia_institucional_delegada_id")
        ),
        sa.ForeignKeyConstraint(
            ["puesto_id"], ["puesto.id"], name=op.f("fk_asistencia_institucional_puesto_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asistencia_institucional")),
    )
    op.create_index(
        op.f("ix_asistencia_institucional_actividad_id"),
        "asistencia_institucional",
        ["actividad_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_asistencia_institucional_puesto_id"), "asistencia_institucional", ["puesto_id"], unique=False
    )
    op.create_index(
        "uq_asistencia_institucional_vigente",
        "asistencia_institucional",
        ["actividad_id", "puesto_id"],
        unique=True,
        sqlite_where=sa.text("anulada_en IS NULL AND puesto_id IS NOT NULL"),
        postgresql_where=sa.text("anulada_en IS NULL AND puesto_id IS NOT NULL"),
    )
    op.create_table(
        "atencion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asistencia_id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("clase", sa.String(length=60), nullable=False),
        sa.Column("modalidad", sa.String(length=40), nullable=False),
        sa.Column("registrada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registrada_por", sa.String(length=120), nullable=False),
        sa.Column("llave_de_importacion", sa.String(length=64), nullable=True),
        sa.Column("anulada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anulada_por", sa.String(length=120), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["asistencia_id"], ["asistencia.id"], name=op.f("fk_atencion_asistencia_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_atencion")),
        sa.UniqueConstraint("llave_de_importacion", name=op.f("uq_atencion_llave_de_importacion")),
    )
    op.create_index("ix_atencion_area", "atencion", ["area", "asistencia_id"], unique=False)
    op.create_index(op.f("ix_atencion_asistencia_id"), "atencion", ["asistencia_id"], unique=False)
    op.create_table(
        "lectura",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("actividad_id", sa.Integer(), nullable=True),
        sa.Column("credencial_id", sa.Integer(), nullable=True),
        sa.Column("asistencia_id", sa.Integer(), nullable=True),
        sa.Column("estado", sa.String(length=12), nullable=False),
        sa.Column("motivo", sa.String(length=30), nullable=False),
        sa.Column("huella", sa.String(length=64), nullable=False),
        sa.Column("medio", sa.String(length=12), nullable=False),
        sa.Column("cantidad", sa.Integer(), nullable=False),
        sa.Column("leida_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recibida_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recibida_de", sa.String(length=120), nullable=False),
        sa.Column("crudo", sa.Text(), nullable=True),
        sa.Column("resuelta_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resuelta_por", sa.String(length=120), nullable=True),
        sa.Column("resolucion", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_lectura_actividad_id")),
        sa.ForeignKeyConstraint(["asistencia_id"], ["asistencia.id"], name=op.f("fk_lectura_asistencia_id")),
        sa.ForeignKeyConstraint(["credencial_id"], ["credencial.id"], name=op.f("fk_lectura_credencial_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lectura")),
    )
    op.create_index(op.f("ix_lectura_actividad_id"), "lectura", ["actividad_id"], unique=False)
    op.create_index(op.f("ix_lectura_asistencia_id"), "lectura", ["asistencia_id"], unique=False)
    op.create_index("ix_lectura_bandeja", "lectura", ["estado", "resuelta_en"], unique=False)
    op.create_table(
        "prestacion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asistencia_id", sa.Integer(), nullable=False),
        sa.Column("clase", sa.String(length=10), nullable=False),
        sa.Column("servicio_id", sa.Integer(), nullable=True),
        sa.Column("entidad_id", sa.Integer(), nullable=True),
        sa.Column("resultado", sa.String(length=12), nullable=False),
        sa.Column("registrada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registrada_por", sa.String(length=120), nullable=False),
        sa.Column("anulada_en", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asistencia_id"], ["asistencia.id"], name=op.f("fk_prestacion_asistencia_id")
        ),
        sa.ForeignKeyConstraint(["entidad_id"], ["entidad.id"], name=op.f("fk_prestacion_entidad_id")),
        sa.ForeignKeyConstraint(["servicio_id"], ["servicio.id"], name=op.f("fk_prestacion_servicio_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prestacion")),
    )
    op.create_index(op.f("ix_prestacion_asistencia_id"), "prestacion", ["asistencia_id"], unique=False)
    op.create_index(op.f("ix_prestacion_entidad_id"), "prestacion", ["entidad_id"], unique=False)
    op.create_index(op.f("ix_prestacion_servicio_id"), "prestacion", ["servicio_id"], unique=False)
    op.create_table(
        "gestion_de_atencion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("atencion_id", sa.Integer(), nullable=False),
        sa.Column("catalogo", sa.String(length=12), nullable=False),
        sa.Column("clave", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["atencion_id"], ["atencion.id"], name=op.f("fk_gestion_de_atencion_atencion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gestion_de_atencion")),
    )
    op.create_index(
        op.f("ix_gestion_de_atencion_atencion_id"), "gestion_de_atencion", ["atencion_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_gestion_de_atencion_atencion_id"), table_name="gestion_de_atencion")
    op.drop_table("gestion_de_atencion")
    op.drop_index(op.f("ix_prestacion_servicio_id"), table_name="prestacion")
    op.drop_index(op.f("ix_prestacion_entidad_id"), table_name="prestacion")
    op.drop_index(op.f("ix_prestacion_asistencia_id"), table_name="prestacion")
    op.drop_table("prestacion")
    op.drop_index("ix_lectura_bandeja", table_name="lectura")
    op.drop_index(op.f("ix_lectura_asistencia_id"), table_name="lectura")
    op.drop_index(op.f("ix_lectura_actividad_id"), table_name="lectura")
    op.drop_table("lectura")
    op.drop_index(op.f("ix_atencion_asistencia_id"), table_name="atencion")
    op.drop_index("ix_atencion_area", table_name="atencion")
    op.drop_table("atencion")
    op.drop_index(
        "uq_asistencia_institucional_vigente",
        table_name="asistencia_institucional",
        sqlite_where=sa.text("anulada_en IS NULL AND puesto_id IS NOT NULL"),
        postgresql_where=sa.text("anulada_en IS NULL AND puesto_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_asistencia_institucional_puesto_id"), table_name="asistencia_institucional")
    op.drop_index(op.f("ix_asistencia_institucional_actividad_id"), table_name="asistencia_institucional")
    op.drop_table("asistencia_institucional")
    op.drop_index(
        "uq_asistencia_vigente",
        table_name="asistencia",
        sqlite_where=sa.text("anulada_en IS NULL AND credencial_id IS NOT NULL"),
        postgresql_where=sa.text("anulada_en IS NULL AND credencial_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_asistencia_credencial_id"), table_name="asistencia")
    op.drop_index("ix_asistencia_actividad", table_name="asistencia")
    op.drop_table("asistencia")
