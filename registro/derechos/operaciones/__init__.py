"""Recibir solicitudes sobre datos personales, tramitarlas y cumplirlas."""

from registro.derechos.operaciones.secreto import entrar_con_secreto, fijar_secreto
from registro.derechos.operaciones.titular import (
    abrir_expediente,
    corregir_respuestas,
    olvidar_vigencia,
    suprimir,
)
from registro.derechos.operaciones.tramite import (
    Pedido,
    negar,
    poner_en_tramite,
    prorrogar,
    radicar,
    responder,
)

__all__ = [
    "Pedido",
    "abrir_expediente",
    "corregir_respuestas",
    "entrar_con_secreto",
    "fijar_secreto",
    "negar",
    "olvidar_vigencia",
    "poner_en_tramite",
    "prorrogar",
    "radicar",
    "responder",
    "suprimir",
]
