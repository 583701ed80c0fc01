"""La bitácora se encadena, y las respuestas y lo que se escribe de alguien quedan cifrados."""

import json
from datetime import UTC
from typing import Any

import sqlalchemy as sa
from alembic import op

from registro.seguridad.bitacora import PRIMERO, llave_de_la_cadena, sellar
from registro.seguridad.cifrado import VACIO, cifrar, descifrar

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

FRASE = "la bitácora sólo crece"
CIFRADAS = (
    ("respuesta", "valor"),
    ("persona", "motivo_de_fusion"),
    ("credencial", "motivo"),
    ("asistencia", "motivo"),
    ("lectura", "resolucion"),
    ("atencion", "motivo"),
    ("asistencia_institucional", "motivo"),
    ("actividad", "motivo"),
    ("actividad", "notas"),
    ("fila_rechazada", "motivo"),
)
BITACORA = sa.table(
    "bitacora",
    sa.column("id", sa.Integer()),
    sa.column("momento", sa.DateTime(timezone=True)),
    sa.column("usuaria_id", sa.Integer()),
    sa.column("actor", sa.String()),
    sa.column("origen", sa.String()),
    sa.column("accion", sa.String()),
    sa.column("objeto", sa.Text()),
    sa.column("detalle", sa.Text()),
    sa.column("sello", sa.String()),
)


def upgrade() -> None:
    with op.batch_alter_table("respuesta") as tabla:
        tabla.alter_column("valor", type_=sa.Text(), existing_nullable=False)
    _reescribir(cifrar)
    _abrir()
    with op.batch_alter_table("bitacora") as tabla:
        tabla.alter_column(
            "detalle", type_=sa.Text(), existing_nullable=False, postgresql_using="detalle::text"
        )
        tabla.add_column(sa.Column("sello", sa.String(length=64), nullable=False, server_default=""))
    _encadenar()
    with op.batch_alter_table("bitacora") as tabla:
        tabla.alter_column("sello", server_default=None, existing_type=sa.String(length=64))
    _cerrar()


def downgrade() -> None:
    _abrir()
    for id_, detalle in _detalles():
        if detalle != VACIO:
            _poner(id_, detalle=descifrar(detalle))
    with op.batch_alter_table("bitacora") as tabla:
        tabla.drop_column("sello")
        tabla.alter_column(
            "detalle", type_=sa.JSON(), existing_nullable=False, postgresql_using="detalle::json"
        )
    _cerrar()
    _reescribir(descifrar)
    with op.batch_alter_table("respuesta") as tabla:
        tabla.alter_column("valor", type_=sa.String(length=40), existing_nullable=False)


def _reescribir(como: Any) -> None:
    """Cada texto pasa por ``como``: cifrarlo, o volver a dejarlo a la vista."""
    conexion = op.get_bind()
    for tabla, columna in CIFRADAS:
        filas = sa.table(tabla, sa.column("id"), sa.column(columna, sa.Text()))
        dicha = filas.c[columna]
        for id_, texto in conexion.execute(sa.select(filas.c.id, dicha).where(dicha != "")).all():
            conexion.execute(sa.update(filas).where(filas.c.id == id_).values({columna: como(texto)}))


def _encadenar() -> None:
    conexion, llave, anterior = op.get_bind(), llave_de_la_cadena(), PRIMERO
    for linea in conexion.execute(sa.select(BITACORA).order_by(BITACORA.c.id)).mappings().all():
        dicha = dict(linea)
        if dicha["momento"].tzinfo is None:
            dicha["momento"] = dicha["momento"].replace(tzinfo=UTC)  # SQLite no guarda la zona
        texto, dicha["detalle"] = dicha["detalle"], json.loads(dicha["detalle"])
        anterior = sellar(llave, anterior, dicha)
        _poner(linea["id"], sello=anterior, detalle=cifrar(texto) if dicha["detalle"] else VACIO)


def _detalles() -> list[Any]:
    return list(op.get_bind().execute(sa.select(BITACORA.c.id, BITACORA.c.detalle)).all())


def _poner(id_: int, **valores: str) -> None:
    op.get_bind().execute(sa.update(BITACORA).where(BITACORA.c.id == id_).values(**valores))


def _abrir() -> None:
    """Sin el disparador se puede reescribir; sólo aquí."""
    if op.get_bind().dialect.name == "sqlite":
        for accion in ("update", "delete"):
            op.execute(f"DROP TRIGGER bitacora_sin_{accion}")
    else:
        op.execute("DROP TRIGGER bitacora_solo_crece ON bitacora")


def _cerrar() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for accion in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER bitacora_sin_{accion.lower()} BEFORE {accion} ON bitacora "
                f"BEGIN SELECT RAISE(ABORT, '{FRASE}'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER bitacora_solo_crece BEFORE UPDATE OR DELETE OR TRUNCATE ON bitacora "
            "FOR EACH STATEMENT EXECUTE FUNCTION bitacora_solo_crece()"
        )
