"""Lo de un período se halla por tipo y fecha, sus lecturas sólo con el índice, y las fusionadas aparte."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

DE_ASISTENCIA = "actividad_id", "anulada_en", "credencial_id", "cantidad"
FUSIONADAS = sa.text("fusionada_en_id IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_actividad_tipo_fin", table_name="actividad")
    op.create_index("ix_actividad_tipo_fecha", "actividad", ["tipo", "fecha"])
    op.drop_index("ix_asistencia_actividad", table_name="asistencia")
    op.create_index("ix_asistencia_actividad", "asistencia", list(DE_ASISTENCIA), postgresql_include=["id"])
    op.create_index(
        "ix_persona_fusionada_en_id",
        "persona",
        ["fusionada_en_id"],
        sqlite_where=FUSIONADAS,
        postgresql_where=FUSIONADAS,
    )


def downgrade() -> None:
    op.drop_index("ix_persona_fusionada_en_id", table_name="persona")
    op.drop_index("ix_asistencia_actividad", table_name="asistencia")
    op.create_index("ix_asistencia_actividad", "asistencia", list(DE_ASISTENCIA))
    op.drop_index("ix_actividad_tipo_fecha", table_name="actividad")
    op.create_index("ix_actividad_tipo_fin", "actividad", ["tipo", "fin"])
