"""Actividades."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "actividad",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("tipo", sa.String(length=20), nullable=False),
        sa.Column("titulo", sa.String(length=300), nullable=False),
        sa.Column("fecha", sa.Date(), nullable=False),
        sa.Column("precision", sa.String(length=4), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("lugar_id", sa.Integer(), nullable=True),
        sa.Column("localidad_codigo", sa.String(length=2), nullable=True),
        sa.Column("estado", sa.String(length=10), nullable=False),
        sa.Column("sesiones", sa.Integer(), nullable=False),
        sa.Column("notas", sa.Text(), nullable=False),
        sa.Column("origen", sa.String(length=12), nullable=False),
        sa.Column("llave_de_importacion", sa.String(length=64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("creada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creada_por", sa.String(length=120), nullable=False),
        sa.Column("abierta_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cerrada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anulada_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anulada_por", sa.String(length=120), nullable=True),
        sa.Column("motivo", sa.Text(), nullable=True),
        sa.CheckConstraint("sesiones >= 1", name=op.f("ck_actividad_sesiones")),
        sa.ForeignKeyConstraint(
            ["localidad_codigo"], ["localidad.codigo"], name=op.f("fk_actividad_localidad_codigo")
        ),
        sa.ForeignKeyConstraint(["lugar_id"], ["lugar.id"], name=op.f("fk_actividad_lugar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actividad")),
        sa.UniqueConstraint("llave_de_importacion", name=op.f("uq_actividad_llave_de_importacion")),
        sa.UniqueConstraint("uuid", name=op.f("uq_actividad_uuid")),
    )
    op.create_index("ix_actividad_estado_fecha", "actividad", ["estado", "fecha"], unique=False)
    op.create_index(op.f("ix_actividad_localidad_codigo"), "actividad", ["localidad_codigo"], unique=False)
    op.create_index(op.f("ix_actividad_lugar_id"), "actividad", ["lugar_id"], unique=False)
    op.create_index("ix_actividad_tipo_fin", "actividad", ["tipo", "fin"], unique=False)
    op.create_table(
        "casa_de_todas",
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actividad_id"], ["actividad.id"], name=op.f("fk_casa_de_todas_actividad_id")
        ),
        sa.PrimaryKeyConstraint("actividad_id", name=op.f("pk_casa_de_todas")),
    )
    op.create_table(
        "conteo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("publico", sa.String(length=20), nullable=False),
        sa.Column("cantidad", sa.Integer(), nullable=False),
        sa.CheckConstraint("cantidad >= 0", name=op.f("ck_conteo_cantidad")),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_conteo_actividad_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conteo")),
        sa.UniqueConstraint("actividad_id", "publico", name=op.f("uq_conteo_actividad_id_publico")),
    )
    op.create_table(
        "encuentro",
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("categoria", sa.String(length=120), nullable=False),
        sa.Column("cantidad", sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite"), nullable=True),
        sa.Column("unidad", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_encuentro_actividad_id")),
        sa.PrimaryKeyConstraint("actividad_id", name=op.f("pk_encuentro")),
    )
    op.create_index(op.f("ix_encuentro_categoria"), "encuentro", ["categoria"], unique=False)
    op.create_table(
        "jornada",
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_jornada_actividad_id")),
        sa.PrimaryKeyConstraint("actividad_id", name=op.f("pk_jornada")),
    )
    op.create_table(
        "mebog",
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("estacion", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_mebog_actividad_id")),
        sa.PrimaryKeyConstraint("actividad_id", name=op.f("pk_mebog")),
    )
    op.create_table(
        "zesai",
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("instancia_id", sa.Integer(), nullable=False),
        sa.Column("clase", sa.String(length=14), nullable=False),
        sa.Column("motivo_extraordinaria", sa.Text(), nullable=False),
        sa.Column("modalidad", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["actividad_id"], ["actividad.id"], name=op.f("fk_zesai_actividad_id")),
        sa.ForeignKeyConstraint(["instancia_id"], ["instancia.id"], name=op.f("fk_zesai_instancia_id")),
        sa.PrimaryKeyConstraint("actividad_id", name=op.f("pk_zesai")),
    )
    op.create_index(op.f("ix_zesai_instancia_id"), "zesai", ["instancia_id"], unique=False)
    op.create_table(
        "mesa_tecnica",
        sa.Column("actividad_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("entidad_o_sector", sa.String(length=300), nullable=False),
        sa.Column("jornada_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actividad_id"], ["actividad.id"], name=op.f("fk_mesa_tecnica_actividad_id")
        ),
        sa.ForeignKeyConstraint(
            ["jornada_id"], ["jornada.actividad_id"], name=op.f("fk_mesa_tecnica_jornada_id")
        ),
        sa.PrimaryKeyConstraint("actividad_id", name=op.f("pk_mesa_tecnica")),
    )
    op.create_index(op.f("ix_mesa_tecnica_jornada_id"), "mesa_tecnica", ["jornada_id"], unique=False)
    op.create_table(
        "oferta",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jornada_id", sa.Integer(), nullable=False),
        sa.Column("servicio_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["jornada_id"], ["jornada.actividad_id"], name=op.f("fk_oferta_jornada_id")),
        sa.ForeignKeyConstraint(["servicio_id"], ["servicio.id"], name=op.f("fk_oferta_servicio_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oferta")),
        sa.UniqueConstraint("jornada_id", "servicio_id", name=op.f("uq_oferta_jornada_id_servicio_id")),
    )
    op.create_table(
        "punto_de_agenda",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sesion_id", sa.Integer(), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("titulo", sa.Text(), nullable=False),
        sa.Column("presenta", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["sesion_id"], ["zesai.actividad_id"], name=op.f("fk_punto_de_agenda_sesion_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_punto_de_agenda")),
    )
    op.create_index(op.f("ix_punto_de_agenda_sesion_id"), "punto_de_agenda", ["sesion_id"], unique=False)
    op.create_table(
        "funcion_de_punto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("punto_id", sa.Integer(), nullable=False),
        sa.Column("funcion_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["funcion_id"], ["funcion.id"], name=op.f("fk_funcion_de_punto_funcion_id")),
        sa.ForeignKeyConstraint(
            ["punto_id"], ["punto_de_agenda.id"], name=op.f("fk_funcion_de_punto_punto_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funcion_de_punto")),
        sa.UniqueConstraint("punto_id", "funcion_id", name=op.f("uq_funcion_de_punto_punto_id_funcion_id")),
    )
    op.create_index(op.f("ix_funcion_de_punto_funcion_id"), "funcion_de_punto", ["funcion_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_funcion_de_punto_funcion_id"), table_name="funcion_de_punto")
    op.drop_table("funcion_de_punto")
    op.drop_index(op.f("ix_punto_de_agenda_sesion_id"), table_name="punto_de_agenda")
    op.drop_table("punto_de_agenda")
    op.drop_table("oferta")
    op.drop_index(op.f("ix_mesa_tecnica_jornada_id"), table_name="mesa_tecnica")
    op.drop_table("mesa_tecnica")
    op.drop_index(op.f("ix_zesai_instancia_id"), table_name="zesai")
    op.drop_table("zesai")
    op.drop_table("mebog")
    op.drop_table("jornada")
    op.drop_index(op.f("ix_encuentro_categoria"), table_name="encuentro")
    op.drop_table("encuentro")
    op.drop_table("conteo")
    op.drop_table("casa_de_todas")
    op.drop_index("ix_actividad_tipo_fin", table_name="actividad")
    op.drop_index(op.f("ix_actividad_lugar_id"), table_name="actividad")
    op.drop_index(op.f("ix_actividad_localidad_codigo"), table_name="actividad")
    op.drop_index("ix_actividad_estado_fecha", table_name="actividad")
    op.drop_table("actividad")
