"""La línea de bitácora de cada operación, escrita dentro de su misma transacción."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from registro.extensiones import ahora_utc, db, tabla_de
from registro.seguridad.modelo import Anotacion

if TYPE_CHECKING:
    from registro.seguridad.permisos import Actor

_INSERTAR = insert(tabla_de(Anotacion))


def anotar(actor: Actor, accion: str, objeto: str, detalle: dict[str, Any] | None = None) -> None:
    """Anota ``accion`` («actividad.cerrar») sobre ``objeto`` («actividad:uuid»).

    ``detalle`` nunca lleva códigos, nombres ni respuestas: la bitácora la lee más gente que la base.
    """
    db.session.connection().execute(
        _INSERTAR,
        {
            "momento": ahora_utc(),
            "usuaria_id": actor.usuaria_id,
            "actor": actor.nombre,
            "origen": actor.origen,
            "accion": accion,
            "objeto": objeto,
            "detalle": detalle or {},
        },
    )
