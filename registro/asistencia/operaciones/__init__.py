"""Lo que se hace con la asistencia: cada operación, una transacción y su línea de bitácora."""

from registro.asistencia.operaciones.archivos import ArchivoRecibido, recibir_archivo
from registro.asistencia.operaciones.auditoria import quien_vio
from registro.asistencia.operaciones.lecturas import alertar_menor, deshacer, poner_tarjeta, recibir_lote
from registro.asistencia.operaciones.preguntas import autorizar_reportes, responder
from registro.asistencia.operaciones.prestaciones import marcar_servicio, remitir, resultados_de_remisiones
from registro.asistencia.operaciones.tabletas import Entregado, Recibo, Senal, recibir_de_tableta

__all__ = [
    "ArchivoRecibido",
    "Entregado",
    "Recibo",
    "Senal",
    "alertar_menor",
    "autorizar_reportes",
    "deshacer",
    "marcar_servicio",
    "poner_tarjeta",
    "quien_vio",
    "recibir_archivo",
    "recibir_de_tableta",
    "recibir_lote",
    "remitir",
    "responder",
    "resultados_de_remisiones",
]
