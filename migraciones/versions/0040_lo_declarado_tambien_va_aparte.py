"""Lo declarado que nadie leyó también va aparte de las personas distintas: lo contado se vuelve a contar."""

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Lo vence ``env.py`` al reponer los disparadores, como después de todo paso."""


def downgrade() -> None:
    """También al volver atrás."""
