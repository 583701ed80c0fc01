"""Los índices con que se cuentan las asistencias y las atenciones traen todo lo que la cuenta necesita."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_asistencia_actividad", table_name="asistencia")
    op.create_index(
        "ix_asistencia_actividad", "asistencia", ["actividad_id", "anulada_en", "credencial_id", "cantidad"]
    )
    op.drop_index("ix_atencion_area", table_name="atencion")
    op.drop_index("ix_atencion_asistencia_id", table_name="atencion")
    op.create_index(
        "ix_atencion_asistencia", "atencion", ["asistencia_id", "anulada_en", "area", "clase", "modalidad"]
    )


def downgrade() -> None:
    op.drop_index("ix_atencion_asistencia", table_name="atencion")
    op.create_index("ix_atencion_asistencia_id", "atencion", ["asistencia_id"])
    op.create_index("ix_atencion_area", "atencion", ["area", "asistencia_id"])
    op.drop_index("ix_asistencia_actividad", table_name="asistencia")
    op.create_index("ix_asistencia_actividad", "asistencia", ["actividad_id", "anulada_en", "cantidad"])
