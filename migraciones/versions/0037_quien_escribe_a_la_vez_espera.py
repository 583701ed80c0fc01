"""Los disparadores de los recuentos, en PostgreSQL: quien escribe a la vez en un año pasado espera."""

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Los pone ``env.py``, como después de todo paso."""


def downgrade() -> None:
    """También al volver atrás los repone ``env.py``."""
