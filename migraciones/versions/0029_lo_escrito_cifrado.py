"""Lo que la gente escribe en actas, reportes, planes, informes e importaciones queda cifrado."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from registro.seguridad.cifrado import cifrar, descifrar

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

CIFRADAS = {
    "acta": ("apertura", "cierre", "firmas"),
    "alcance_de_reporte": ("texto", "respuesta"),
    "cifra_congelada": ("texto",),
    "compromiso": ("que",),
    "corte_cerrado": ("motivo",),
    "desarrollo_de_punto": ("discusion", "decisiones"),
    "dispensa": ("frase", "motivo"),
    "dispositivo": ("motivo",),
    "evidencia_de_reporte": ("enlace",),
    "exportacion": ("proposito",),
    "importacion": ("problema",),
    "mes_sin_sesion": ("motivo",),
    "paso_de_reporte": ("dicho",),
    "plan_de_trabajo": ("como_se_aprobo",),
    "plazo_fijado": ("motivo",),
    "producto_de_plan": ("nombre",),
    "punto_de_agenda": ("titulo",),
    "regla_de_plazo": ("nota",),
    "reporte": ("texto", "justificacion"),
    "reporte_de_plan": ("texto",),
    "seguimiento_de_compromiso": ("texto",),
    "subproducto_de_plan": ("nombre", "motivo_del_retiro"),
    "texto_de_informe": ("texto",),
    "zesai": ("motivo_extraordinaria", "enlace"),
}
LLAVES = {"zesai": "actividad_id"}
# Éstas, además, dejan de tener largo: cifrado, un texto ocupa más.
CON_LARGO = {
    ("adjunto", "nombre"): 160,
    ("asistencia_institucional", "entidad"): 200,
    ("componente_de_plan", "nombre"): 200,
    ("evidencia_de_reporte", "nombre"): 200,
    ("importacion", "archivo"): 200,
    ("plan_de_trabajo", "nombre"): 200,
    ("punto_de_agenda", "presenta"): 200,
}


def upgrade() -> None:
    for tabla, columna in CON_LARGO:
        _cambiar_tipo(tabla, columna, "TEXT")
    _reescribir(cifrar)


def downgrade() -> None:
    _reescribir(descifrar)
    for (tabla, columna), largo in CON_LARGO.items():
        _cambiar_tipo(tabla, columna, f"VARCHAR({largo})")


def _cambiar_tipo(tabla: str, columna: str, tipo: str) -> None:
    """En SQLite, con otra columna que la reemplaza: rehacer la tabla borraría lo que otras le apuntan."""
    if op.get_bind().dialect.name != "sqlite":
        op.execute(f"ALTER TABLE {tabla} ALTER COLUMN {columna} TYPE {tipo}")
        return
    op.execute(f"ALTER TABLE {tabla} ADD COLUMN {columna}_nueva {tipo} NOT NULL DEFAULT ''")
    op.execute(f"UPDATE {tabla} SET {columna}_nueva = {columna}")  # noqa: S608 - nombres de esta migración
    op.execute(f"ALTER TABLE {tabla} DROP COLUMN {columna}")
    op.execute(f"ALTER TABLE {tabla} RENAME COLUMN {columna}_nueva TO {columna}")


def _reescribir(como: Any) -> None:
    """Cada texto pasa por ``como``: cifrarlo, o volver a dejarlo a la vista."""
    conexion = op.get_bind()
    todas = [(tabla, columna) for tabla, columnas in CIFRADAS.items() for columna in columnas]
    for tabla, columna in [*todas, *CON_LARGO]:
        propia = LLAVES.get(tabla, "id")
        filas = sa.table(tabla, sa.column(propia), sa.column(columna, sa.Text()))
        dicha = filas.c[columna]
        for id_, texto in conexion.execute(sa.select(filas.c[propia], dicha).where(dicha != "")).all():
            conexion.execute(sa.update(filas).where(filas.c[propia] == id_).values({columna: como(texto)}))
