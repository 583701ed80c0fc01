"""Una mesa técnica y una jornada que son la misma actividad: se ligan y un total las cuenta una vez."""

from __future__ import annotations

from uuid import UUID

from registro.actividades.base import Actividad, buscar, objeto
from registro.actividades.estados import ANULADA, revisar_cambio
from registro.actividades.jornada import Jornada
from registro.actividades.mesa_tecnica import MesaTecnica
from registro.errores import EnConflicto, ErrorDeRegistro
from registro.extensiones import transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor


def ligar_con_jornada(actor: Actor, uuid: str | UUID, jornada: str | UUID) -> None:
    """Dice que la mesa y la jornada son la misma actividad.

    :raises ErrorDeRegistro: una de las dos no es lo que se espera, o está anulada.
    """
    with transaccion() as sesion:
        mesa, ligada = _mesa(buscar(sesion, uuid)), buscar(sesion, jornada)
        if not isinstance(ligada, Jornada):
            raise ErrorDeRegistro("Lo elegido no es una jornada. No se ligó nada.", "jornada")
        if ligada.estado == ANULADA:
            raise EnConflicto("Esa jornada está anulada. No se ligó nada.", "jornada")
        mesa.jornada_id = ligada.id
        anotar(actor, "actividad.ligar", objeto(mesa), {"jornada": str(ligada.uuid)})


def desligar_de_jornada(actor: Actor, uuid: str | UUID) -> None:
    """La mesa vuelve a contar aparte."""
    with transaccion() as sesion:
        mesa = _mesa(buscar(sesion, uuid))
        mesa.jornada_id = None
        anotar(actor, "actividad.desligar", objeto(mesa))


def _mesa(actividad: Actividad) -> MesaTecnica:
    if not isinstance(actividad, MesaTecnica):
        raise ErrorDeRegistro("Sólo una mesa técnica se liga con una jornada. No se cambió nada.")
    revisar_cambio(actividad.estado)
    return actividad
