"""Los textos del Informe de gestión son de la instancia, aunque su sigla se corrija."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEXTO = sa.table("texto_de_informe", sa.column("id"), sa.column("informe"), sa.column("ambito"))
INSTANCIA = sa.table("instancia", sa.column("id"), sa.column("sigla"))


def upgrade() -> None:
    _renombrar({sigla: f"instancia {cual}" for cual, sigla in _instancias()})


def downgrade() -> None:
    _renombrar({f"instancia {cual}": sigla for cual, sigla in _instancias()})


def _instancias() -> list[tuple[int, str]]:
    return [
        (cual, sigla) for cual, sigla in op.get_bind().execute(sa.select(INSTANCIA.c.id, INSTANCIA.c.sigla))
    ]


def _renombrar(nombres: dict[str, str]) -> None:
    """El ámbito es la instancia y, al final, el semestre; lo que no es de ninguna se queda como está."""
    conexion = op.get_bind()
    propios = sa.select(TEXTO.c.id, TEXTO.c.ambito).where(TEXTO.c.informe == "gestion")
    for cual, ambito in conexion.execute(propios).all():
        antes, _, semestre = ambito.rpartition(" ")
        if antes in nombres:
            nuevo = f"{nombres[antes]} {semestre}"
            conexion.execute(sa.update(TEXTO).where(TEXTO.c.id == cual).values(ambito=nuevo))
