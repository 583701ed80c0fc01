"""Lo que tiene algo guardado se toca aunque el reloj diga que todavía no ha pasado."""

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Los disparadores los repone ``env.py``, como después de todo paso."""


def downgrade() -> None:
    """También al volver atrás los repone ``env.py``."""
