"""Reportes de los sectores, plazos, dispensas y cortes cerrados."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLAS = (
    *(
        "definicion_congelada",
        "cifra_congelada",
        "corte_cerrado",
        "plazo_fijado",
        "regla_de_plazo",
        "dispensa",
    ),
    *("contenido_de_adjunto", "adjunto", "alcance_de_reporte", "paso_de_reporte", "reporte"),
)


def upgrade() -> None:
    _reportes()
    _lo_que_los_acompana()
    _plazos()
    _cortes()


def downgrade() -> None:
    for tabla in TABLAS:
        op.drop_table(tabla)


def _exacto(nombre: str) -> sa.Column:
    return sa.Column(nombre, sa.Numeric(20, 6).with_variant(sa.BigInteger(), "sqlite"), nullable=True)


def _momento(nombre: str, *, vacio: bool = False) -> sa.Column:
    return sa.Column(nombre, sa.DateTime(timezone=True), nullable=vacio)


def _entero(nombre: str) -> sa.Column:
    return sa.Column(nombre, sa.Integer(), nullable=False)


def _texto(nombre: str, largo: int | None = None) -> sa.Column:
    return sa.Column(nombre, sa.String(length=largo) if largo else sa.Text(), nullable=False)


def _hacia(tabla: str, columna: str, destino: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([columna], [f"{destino}.id"], name=op.f(f"fk_{tabla}_{columna}"))


def _unica(tabla: str, *columnas: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columnas, name=op.f(f"uq_{tabla}_{'_'.join(columnas)}"))


def _crear(tabla: str, *partes: sa.schema.SchemaItem, llave: str = "id") -> None:
    op.create_table(tabla, *partes, sa.PrimaryKeyConstraint(llave, name=op.f(f"pk_{tabla}")))


def _indice(tabla: str, *columnas: str) -> None:
    op.create_index(op.f(f"ix_{tabla}_{'_'.join(columnas)}"), tabla, list(columnas))


def _reportes() -> None:
    _crear(
        "reporte",
        *(_entero("id"), _entero("producto_id"), _entero("vigencia"), _entero("trimestre")),
        _texto("estado", 10),
        *(_exacto("valor"), _exacto("numerador"), _exacto("denominador")),
        sa.Column("sin_dato", sa.Boolean(), nullable=False),
        *(_texto("texto"), _texto("justificacion"), _texto("origen", 10), _entero("version")),
        *(_momento("cambiado_en"), _texto("cambiado_por", 120)),
        *(_momento("enviado_en", vacio=True), _momento("aprobado_en", vacio=True)),
        _hacia("reporte", "producto_id", "producto"),
        _unica("reporte", "producto_id", "vigencia", "trimestre"),
    )
    _indice("reporte", "vigencia", "trimestre", "estado")
    _crear(
        "paso_de_reporte",
        *(_entero("id"), _entero("reporte_id"), _texto("paso", 20), _momento("momento")),
        *(_texto("actor", 120), _texto("dicho"), _exacto("valor")),
        _hacia("paso_de_reporte", "reporte_id", "reporte"),
    )
    _indice("paso_de_reporte", "reporte_id")


def _lo_que_los_acompana() -> None:
    _crear(
        "alcance_de_reporte",
        *(_entero("id"), _entero("reporte_id"), _texto("estado", 10)),
        *(_exacto("valor"), _exacto("numerador"), _exacto("denominador"), _texto("texto")),
        *(_momento("enviado_en"), _texto("enviado_por", 120)),
        *(_momento("resuelto_en", vacio=True), _texto("resuelto_por", 120), _texto("respuesta")),
        _hacia("alcance_de_reporte", "reporte_id", "reporte"),
    )
    _indice("alcance_de_reporte", "reporte_id")
    _indice("alcance_de_reporte", "estado")
    _crear(
        "adjunto",
        *(_entero("id"), sa.Column("uuid", sa.Uuid(), nullable=False), _entero("reporte_id")),
        *(_texto("nombre", 160), _texto("formato", 10), _entero("bytes"), _texto("huella", 64)),
        *(_momento("subido_en"), _texto("subido_por", 120), _momento("retirado_en", vacio=True)),
        _hacia("adjunto", "reporte_id", "reporte"),
        _unica("adjunto", "uuid"),
    )
    _indice("adjunto", "reporte_id")
    _crear(
        "contenido_de_adjunto",
        sa.Column("adjunto_id", sa.Integer(), autoincrement=False, nullable=False),
        _texto("cuerpo"),
        _hacia("contenido_de_adjunto", "adjunto_id", "adjunto"),
        llave="adjunto_id",
    )
    _crear(
        "dispensa",
        *(_entero("id"), _texto("llave", 80), _texto("frase"), _texto("motivo")),
        *(_momento("momento"), _texto("actor", 120), _momento("retirada_en", vacio=True)),
    )
    _indice("dispensa", "llave")


def _plazos() -> None:
    periodo = ("vigencia", "trimestre")
    _crear(
        "regla_de_plazo",
        *(_entero("id"), *map(_entero, periodo), _entero("dias_habiles"), _texto("nota")),
        _unica("regla_de_plazo", *periodo),
    )
    _crear(
        "plazo_fijado",
        *(_entero("id"), *map(_entero, periodo)),
        sa.Column("vence", sa.Date(), nullable=False),
        _texto("motivo"),
        _unica("plazo_fijado", *periodo),
    )


def _cortes() -> None:
    _crear(
        "corte_cerrado",
        *(_entero("id"), _entero("vigencia"), _entero("trimestre")),
        *(_momento("cerrado_en"), _texto("cerrado_por", 120), _texto("huella", 64)),
        *(_momento("reabierto_en", vacio=True), _texto("reabierto_por", 120), _texto("motivo")),
    )
    _indice("corte_cerrado", "vigencia", "trimestre")
    _crear(
        "cifra_congelada",
        *(_entero("id"), _entero("corte_id"), _entero("producto_id")),
        sa.Column("reporte_id", sa.Integer(), nullable=True),
        *(_entero("desde"), _entero("hasta"), _entero("trimestre")),
        *(_exacto("valor"), _exacto("numerador"), _exacto("denominador"), _texto("texto")),
        _hacia("cifra_congelada", "corte_id", "corte_cerrado"),
        _hacia("cifra_congelada", "producto_id", "producto"),
        _hacia("cifra_congelada", "reporte_id", "reporte"),
    )
    _indice("cifra_congelada", "corte_id", "producto_id")
    _crear(
        "definicion_congelada",
        *(_entero("id"), _entero("corte_id"), _entero("producto_id"), _entero("definicion_id")),
        _hacia("definicion_congelada", "corte_id", "corte_cerrado"),
        _hacia("definicion_congelada", "producto_id", "producto"),
        _hacia("definicion_congelada", "definicion_id", "definicion_de_producto"),
        _unica("definicion_congelada", "corte_id", "producto_id"),
    )
