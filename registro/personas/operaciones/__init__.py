"""Lo que se hace con tarjetas y personas: cada operación, una transacción y su línea de bitácora."""

from registro.personas.operaciones.consentimiento import (
    autorizar,
    responder,
    revocar_autorizacion,
    sembrar,
)
from registro.personas.operaciones.tarjetas import (
    asignar,
    emitir_lote,
    fusionar,
    reemplazar,
    reimprimir_lote,
    revocar,
)

__all__ = [
    "asignar",
    "autorizar",
    "emitir_lote",
    "fusionar",
    "reemplazar",
    "reimprimir_lote",
    "responder",
    "revocar",
    "revocar_autorizacion",
    "sembrar",
]
