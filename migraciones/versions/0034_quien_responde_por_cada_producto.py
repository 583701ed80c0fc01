"""El nombre y el sector de un producto pasan a cada versión de su definición, con quién más responde."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

PROPIAS = {"sector_id": sa.Integer(), "nombre": sa.Text()}
NUEVAS = {"responsable": sa.String(200), "corresponsables": sa.String(500)}


def upgrade() -> None:
    for nombre, tipo in NUEVAS.items():
        op.add_column("definicion_de_producto", sa.Column(nombre, tipo, nullable=False, server_default=""))
    for nombre, tipo in PROPIAS.items():
        op.add_column("definicion_de_producto", sa.Column(nombre, tipo, nullable=True))
        op.execute(
            f"UPDATE definicion_de_producto SET {nombre} = "  # noqa: S608 - nombres nuestros
            f"(SELECT p.{nombre} FROM producto p WHERE p.id = definicion_de_producto.producto_id)"
        )
    _exigir("definicion_de_producto")
    op.drop_index(op.f("ix_producto_sector_id"), table_name="producto")
    with op.batch_alter_table("producto") as lote:
        lote.drop_constraint(op.f("fk_producto_sector_id"), type_="foreignkey")
        for nombre in PROPIAS:
            lote.drop_column(nombre)


def downgrade() -> None:
    """Queda lo que dice la última versión que empezó a regir."""
    for nombre, tipo in PROPIAS.items():
        op.add_column("producto", sa.Column(nombre, tipo, nullable=True))
        op.execute(
            f"UPDATE producto SET {nombre} = (SELECT d.{nombre} FROM definicion_de_producto d "  # noqa: S608 - nombres nuestros
            "WHERE d.producto_id = producto.id ORDER BY coalesce(d.desde, '0001-01-01') DESC, "
            f"d.numero DESC LIMIT 1)"
        )
    _exigir("producto")
    op.create_index(op.f("ix_producto_sector_id"), "producto", ["sector_id"], unique=False)
    with op.batch_alter_table("definicion_de_producto") as lote:
        lote.drop_constraint(op.f("fk_definicion_de_producto_sector_id"), type_="foreignkey")
        for nombre in (*PROPIAS, *NUEVAS):
            lote.drop_column(nombre)


def _exigir(tabla: str) -> None:
    """Ya llenas, son obligatorias."""
    with op.batch_alter_table(tabla) as lote:
        for nombre, tipo in PROPIAS.items():
            lote.alter_column(nombre, existing_type=tipo, nullable=False)
        lote.create_foreign_key(op.f(f"fk_{tabla}_sector_id"), "sector", ["sector_id"], ["id"])
