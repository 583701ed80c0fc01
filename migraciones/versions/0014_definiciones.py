"""La definición de un producto pasa a versiones con su acto y su fecha; rangos de semáforo con sus fechas."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

EXACTO = sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite")
# Lo que antes era una columna del producto y ahora es de cada versión.
ATRIBUTOS = {
    "unidad": (sa.String(length=12), False),
    "anualizacion": (sa.String(length=12), False),
    "anualizacion_origen": (sa.String(length=14), False),
    "periodicidad": (sa.String(length=12), False),
    "estado": (sa.String(length=14), False),
    "vigencia_inicial": (sa.Integer(), True),
    "vigencia_final": (sa.Integer(), True),
    "linea_base": (EXACTO, True),
    "meta_final": (EXACTO, True),
    "meta_final_origen": (sa.String(length=14), False),
}
LISTA = ", ".join(ATRIBUTOS)
UNICA = ["producto_id", "clase", "desde", "hasta"]


def upgrade() -> None:
    op.create_table(
        "definicion_de_producto",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("producto_id", sa.Integer(), nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("desde", sa.Date(), nullable=True),
        sa.Column("acto", sa.String(length=300), nullable=False),
        *(sa.Column(nombre, tipo, nullable=vacia) for nombre, (tipo, vacia) in ATRIBUTOS.items()),
        sa.Column("fuente_oficial", sa.String(length=12), nullable=False),
        sa.Column("semaforo", sa.String(length=40), nullable=False),
        sa.Column("regla", sa.Text(), nullable=False),
        sa.Column("registrada_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("registrada_por", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["producto_id"], ["producto.id"], name=op.f("fk_definicion_de_producto_producto_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_definicion_de_producto")),
        sa.UniqueConstraint(
            "producto_id", "numero", name=op.f("uq_definicion_de_producto_producto_id_numero")
        ),
    )
    op.create_table(
        "meta_de_definicion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("definicion_id", sa.Integer(), nullable=False),
        sa.Column("desde", sa.Integer(), nullable=False),
        sa.Column("hasta", sa.Integer(), nullable=False),
        sa.Column("valor", EXACTO, nullable=False),
        sa.ForeignKeyConstraint(
            ["definicion_id"],
            ["definicion_de_producto.id"],
            name=op.f("fk_meta_de_definicion_definicion_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meta_de_definicion")),
        sa.UniqueConstraint(
            "definicion_id", "desde", "hasta", name=op.f("uq_meta_de_definicion_definicion_id_desde_hasta")
        ),
    )
    _semaforos()
    _pasar_a_versiones()
    op.execute("DELETE FROM cifra_de_producto WHERE clase = 'meta'")
    for nombre in ATRIBUTOS:
        op.drop_column("producto", nombre)
    _una_sola_clase()


def _semaforos() -> None:
    op.create_table(
        "conjunto_de_semaforo",
        sa.Column("clave", sa.String(length=40), nullable=False),
        sa.Column("nombre", sa.String(length=80), nullable=False),
        sa.Column("desde", sa.Date(), nullable=True),
        sa.Column("sobre", sa.String(length=10), nullable=False),
        sa.Column("justifica", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("clave", name=op.f("pk_conjunto_de_semaforo")),
    )
    op.create_table(
        "rango_de_semaforo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("conjunto_clave", sa.String(length=40), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
        sa.Column("color", sa.String(length=12), nullable=False),
        sa.Column("hasta", EXACTO, nullable=True),
        sa.Column("incluye", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conjunto_clave"],
            ["conjunto_de_semaforo.clave"],
            name=op.f("fk_rango_de_semaforo_conjunto_clave"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rango_de_semaforo")),
        sa.UniqueConstraint(
            "conjunto_clave", "orden", name=op.f("uq_rango_de_semaforo_conjunto_clave_orden")
        ),
    )


def _pasar_a_versiones() -> None:
    """La definición que hay es la primera versión: rige desde el comienzo."""
    pasar = sa.text(
        f"INSERT INTO definicion_de_producto (producto_id, numero, acto, fuente_oficial, semaforo, regla, "  # noqa: S608 - nombres nuestros
        f"registrada_por, registrada_en, {LISTA}) "
        f"SELECT id, 1, '', 'automatica', '', '', 'migración', :ahora, {LISTA} FROM producto"
    ).bindparams(sa.bindparam("ahora", datetime.now(UTC), sa.DateTime(timezone=True)))
    op.execute(pasar)
    op.execute(
        "INSERT INTO meta_de_definicion (definicion_id, desde, hasta, valor) "
        "SELECT d.id, c.desde, c.hasta, c.valor FROM cifra_de_producto c "
        "JOIN definicion_de_producto d ON d.producto_id = c.producto_id WHERE c.clase = 'meta'"
    )


def _una_sola_clase() -> None:
    """Las metas ya no están: lo que queda es lo alcanzado, y no hace falta decirlo en cada fila."""
    nombre = op.f("uq_cifra_de_producto_producto_id_clase_desde_hasta")
    with op.batch_alter_table("cifra_de_producto") as tabla:
        tabla.drop_constraint(nombre, type_="unique")
        tabla.drop_column("clase")
        tabla.create_unique_constraint(
            op.f("uq_cifra_de_producto_producto_id_desde_hasta"), ["producto_id", "desde", "hasta"]
        )


def downgrade() -> None:
    with op.batch_alter_table("cifra_de_producto") as tabla:
        tabla.add_column(sa.Column("clase", sa.String(length=10), nullable=False, server_default="alcanzado"))
        tabla.drop_constraint(op.f("uq_cifra_de_producto_producto_id_desde_hasta"), type_="unique")
        tabla.create_unique_constraint(op.f("uq_cifra_de_producto_producto_id_clase_desde_hasta"), UNICA)
    for nombre, (tipo, vacia) in ATRIBUTOS.items():
        op.add_column(
            "producto", sa.Column(nombre, tipo, nullable=vacia, server_default=None if vacia else "")
        )
        op.execute(
            f"UPDATE producto SET {nombre} = (SELECT d.{nombre} FROM definicion_de_producto d "  # noqa: S608 - nombres nuestros
            "WHERE d.producto_id = producto.id ORDER BY d.numero DESC LIMIT 1)"
        )
    op.execute(
        "INSERT INTO cifra_de_producto (producto_id, clase, desde, hasta, valor) "
        "SELECT d.producto_id, 'meta', m.desde, m.hasta, m.valor FROM meta_de_definicion m "
        "JOIN definicion_de_producto d ON d.id = m.definicion_id WHERE d.numero = "
        "(SELECT max(u.numero) FROM definicion_de_producto u WHERE u.producto_id = d.producto_id)"
    )
    op.drop_table("rango_de_semaforo")
    op.drop_table("conjunto_de_semaforo")
    op.drop_table("meta_de_definicion")
    op.drop_table("definicion_de_producto")
