"""Borrar a alguien borra lo contado que dice quiénes, y una actividad de un día termina en él mismo."""

from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

DESCUADRADA = "fin < fecha OR (precision = 'dia' AND fin <> fecha)"


def upgrade() -> None:
    """Los disparadores los repone ``env.py``."""
    op.execute(f"UPDATE actividad SET fin = fecha WHERE {DESCUADRADA}")  # noqa: S608 - un texto de aquí
    with op.batch_alter_table("actividad") as lote:
        lote.create_check_constraint(op.f("ck_actividad_fin"), f"NOT ({DESCUADRADA})")


def downgrade() -> None:
    with op.batch_alter_table("actividad") as lote:
        lote.drop_constraint(op.f("ck_actividad_fin"), type_="check")
