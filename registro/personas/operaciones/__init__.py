"""Lo que se hace con tarjetas y personas: cada operación, una transacción y su línea de bitácora."""

from registro.personas.consentimientos import Cambios
from registro.personas.operaciones.consentimiento import cambiar_autorizaciones, sembrar
from registro.personas.operaciones.tarjetas import (
    emitir_lote,
    fusionar,
    reemplazar,
    reimprimir_lote,
    revocar,
)

__all__ = [
    "Cambios",
    "cambiar_autorizaciones",
    "emitir_lote",
    "fusionar",
    "reemplazar",
    "reimprimir_lote",
    "revocar",
    "sembrar",
]
