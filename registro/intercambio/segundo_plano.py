"""Una importación confirmada corre en un hilo del servidor: la pantalla se puede cerrar."""

from __future__ import annotations

import logging
from threading import Thread
from typing import TYPE_CHECKING
from uuid import UUID

from registro.errores import ErrorDeRegistro
from registro.intercambio import operaciones

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from registro.seguridad.permisos import Actor

_diario = logging.getLogger(__name__)
FALLA = "Fue una falla nuestra. Lo que ya había entrado sigue guardado: puede continuar."


def empezar(contexto: AbstractContextManager[object], actor: Actor, propio: UUID) -> Thread:
    """Corre la importación dentro de ``contexto`` (el de la aplicación), sin hacer esperar a nadie."""
    hilo = Thread(target=_correr, args=(contexto, actor, propio), name=f"importacion-{propio}", daemon=True)
    hilo.start()
    return hilo


def _correr(contexto: AbstractContextManager[object], actor: Actor, propio: UUID) -> None:
    with contexto:
        try:
            operaciones.correr(actor, propio)
        except ErrorDeRegistro as error:
            operaciones.interrumpir(actor, propio, error.mensaje)
        except Exception:  # noqa: BLE001 - en un hilo no hay quien más la reciba: se anota y se dice en pantalla
            _diario.exception("La importación %s se detuvo", propio)
            operaciones.interrumpir(actor, propio, FALLA)
