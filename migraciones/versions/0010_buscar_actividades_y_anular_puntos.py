"""Buscar actividades sin tildes, y anular un punto del orden del día sin borrarlo."""

import sqlalchemy as sa
from alembic import op

from registro.textos import clave

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("actividad", sa.Column("busqueda", sa.Text(), nullable=False, server_default=""))
    op.add_column("punto_de_agenda", sa.Column("anulado_en", sa.DateTime(timezone=True), nullable=True))
    op.add_column("punto_de_agenda", sa.Column("anulado_por", sa.String(length=120), nullable=True))
    conexion = op.get_bind()
    leer = sa.text("select a.id, a.titulo, l.nombre from actividad a left join lugar l on l.id = a.lugar_id")
    for numero, titulo, lugar in conexion.execute(leer).all():
        busqueda = clave(f"{titulo} {lugar or ''}")
        conexion.execute(
            sa.text("update actividad set busqueda = :busqueda where id = :numero"),
            {"busqueda": busqueda, "numero": numero},
        )


def downgrade() -> None:
    op.drop_column("punto_de_agenda", "anulado_por")
    op.drop_column("punto_de_agenda", "anulado_en")
    op.drop_column("actividad", "busqueda")
