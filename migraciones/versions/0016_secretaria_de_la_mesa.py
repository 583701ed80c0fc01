"""Lo que lleva la secretaría de una instancia: calendario, quórum, publicación web y plan de trabajo."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

DE_LA_SESION = ("hora_inicio", "hora_fin", "enlace")
NUEVAS = (
    *("evidencia_de_reporte", "reporte_de_plan", "responsable_de_subproducto", "subproducto_de_plan"),
    *("producto_de_plan", "componente_de_plan", "plan_de_trabajo"),
    *("publicacion_web", "regla_de_quorum", "regla_de_calendario", "fecha_programada"),
)


def upgrade() -> None:
    op.add_column("zesai", sa.Column("hora_inicio", sa.String(5), nullable=False, server_default=""))
    op.add_column("zesai", sa.Column("hora_fin", sa.String(5), nullable=False, server_default=""))
    op.add_column("zesai", sa.Column("enlace", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("entidad_de_puesto") as tabla:
        tabla.add_column(sa.Column("desde", sa.Date(), nullable=True))
        tabla.add_column(sa.Column("hasta", sa.Date(), nullable=True))
        tabla.drop_constraint("uq_entidad_de_puesto_puesto_id_entidad_id", type_="unique")
        tabla.create_unique_constraint(
            "uq_entidad_de_puesto_puesto_id_entidad_id_desde", ["puesto_id", "entidad_id", "desde"]
        )
    _calendario_y_quorum()
    _plan_de_trabajo()


def _tabla(nombre: str, *columnas: sa.Column, unica: tuple[str, ...] = ()) -> None:
    """Una tabla con llave propia, sus llaves ajenas y, si la tiene, la combinación que no se repite."""
    ajenas = [
        sa.ForeignKeyConstraint([columna.name], [destino], name=f"fk_{nombre}_{columna.name}")
        for columna in columnas
        if (destino := columna.info.get("de"))
    ]
    repetida = [sa.UniqueConstraint(*unica, name=f"uq_{nombre}_{'_'.join(unica)}")] if unica else []
    op.create_table(
        nombre,
        sa.Column("id", sa.Integer(), nullable=False),
        *columnas,
        *ajenas,
        sa.PrimaryKeyConstraint("id", name=f"pk_{nombre}"),
        *repetida,
    )
    for columna in columnas:
        if columna.info.get("indice"):
            op.create_index(f"ix_{nombre}_{columna.name}", nombre, [columna.name])


def _de(nombre: str, tabla: str, *, indice: bool = False, nula: bool = False) -> sa.Column:
    return sa.Column(nombre, sa.Integer(), nullable=nula, info={"de": f"{tabla}.id", "indice": indice})


def _vigencia() -> tuple[sa.Column, sa.Column]:
    return sa.Column("desde", sa.Date(), nullable=True), sa.Column("hasta", sa.Date(), nullable=True)


def _calendario_y_quorum() -> None:
    _tabla(
        "fecha_programada",
        _de("programacion_id", "programacion"),
        sa.Column("fecha", sa.Date(), nullable=False),
        unica=("programacion_id", "fecha"),
    )
    _tabla(
        "regla_de_calendario",
        _de("instancia_id", "instancia", indice=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("dia", sa.Integer(), nullable=False),
        sa.Column("cada", sa.Integer(), nullable=False),
        sa.Column("hora", sa.String(5), nullable=False),
        *_vigencia(),
    )
    _tabla(
        "regla_de_quorum",
        _de("instancia_id", "instancia", indice=True),
        sa.Column("roles", sa.String(30), nullable=False),
        sa.Column("numerador", sa.Integer(), nullable=False),
        sa.Column("denominador", sa.Integer(), nullable=False),
        sa.Column("mas_de", sa.Boolean(), nullable=False),
        sa.Column("norma", sa.Text(), nullable=False),
        *_vigencia(),
    )
    _tabla(
        "publicacion_web",
        _de("instancia_id", "instancia"),
        sa.Column("semestre", sa.String(6), nullable=False),
        sa.Column("documento", sa.String(12), nullable=False),
        sa.Column("publicada", sa.Boolean(), nullable=False),
        sa.Column("fecha", sa.Date(), nullable=True),
        sa.Column("enlace", sa.Text(), nullable=False),
        unica=("instancia_id", "semestre", "documento"),
    )


def _plan_de_trabajo() -> None:
    _tabla(
        "plan_de_trabajo",
        _de("instancia_id", "instancia", indice=True),
        sa.Column("nombre", sa.String(200), nullable=False),
        sa.Column("desde", sa.Date(), nullable=False),
        sa.Column("hasta", sa.Date(), nullable=False),
        sa.Column("aprobado_el", sa.Date(), nullable=True),
        sa.Column("como_se_aprobo", sa.Text(), nullable=False),
    )
    _tabla(
        "componente_de_plan",
        _de("plan_id", "plan_de_trabajo", indice=True),
        sa.Column("nombre", sa.String(200), nullable=False),
        sa.Column("orden", sa.Integer(), nullable=False),
    )
    _tabla(
        "producto_de_plan",
        _de("componente_id", "componente_de_plan", indice=True),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
    )
    _tabla(
        "subproducto_de_plan",
        _de("producto_id", "producto_de_plan", indice=True),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("nombre", sa.Text(), nullable=False),
        sa.Column("vence", sa.Date(), nullable=True),
        sa.Column("retirado_el", sa.Date(), nullable=True),
        sa.Column("motivo_del_retiro", sa.Text(), nullable=False),
    )
    _tabla(
        "responsable_de_subproducto",
        _de("subproducto_id", "subproducto_de_plan"),
        _de("entidad_id", "entidad", indice=True),
        unica=("subproducto_id", "entidad_id"),
    )
    _tabla(
        "reporte_de_plan",
        _de("subproducto_id", "subproducto_de_plan", indice=True),
        sa.Column("semestre", sa.String(6), nullable=False),
        sa.Column("texto", sa.Text(), nullable=False),
        sa.Column("avance", sa.Integer(), nullable=False),
        sa.Column("creado_en", sa.DateTime(timezone=True), nullable=False),
        sa.Column("creado_por", sa.String(120), nullable=False),
        sa.Column("anulado_en", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anulado_por", sa.String(120), nullable=True),
    )
    _tabla(
        "evidencia_de_reporte",
        _de("reporte_id", "reporte_de_plan", indice=True),
        sa.Column("nombre", sa.String(200), nullable=False),
        sa.Column("enlace", sa.Text(), nullable=False),
        sa.Column("contenido", sa.Text(), nullable=True),
    )


def downgrade() -> None:
    for nombre in NUEVAS:
        op.drop_table(nombre)
    # Sólo queda quien ocupa el puesto hoy: dos veces la misma entidad no cabría.
    op.execute("delete from entidad_de_puesto where hasta is not null")
    with op.batch_alter_table("entidad_de_puesto") as tabla:
        tabla.drop_constraint("uq_entidad_de_puesto_puesto_id_entidad_id_desde", type_="unique")
        tabla.drop_column("hasta")
        tabla.drop_column("desde")
        tabla.create_unique_constraint(
            "uq_entidad_de_puesto_puesto_id_entidad_id", ["puesto_id", "entidad_id"]
        )
    for columna in reversed(DE_LA_SESION):
        op.drop_column("zesai", columna)
