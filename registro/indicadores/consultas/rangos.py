"""Los rangos de color que se han adoptado, para quien consulta."""

from __future__ import annotations

from registro.extensiones import db
from registro.indicadores import semaforos
from registro.indicadores.semaforo import Conjunto
from registro.recordadas import recordada


@recordada
def conjuntos() -> tuple[Conjunto, ...]:
    """Todos, del más reciente al más antiguo y al final los que sólo rigen donde se eligen."""
    return tuple(semaforos.leer(db.session()))
