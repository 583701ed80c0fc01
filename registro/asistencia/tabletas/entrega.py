"""Recibir las piezas de un lote dentro de la transacción de quien llama."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from registro.asistencia.recepcion import Recepcion, Resultado
from registro.asistencia.reglas import Estado, Motivo
from registro.asistencia.tabletas.abrir import Pieza
from registro.extensiones import ahora_utc
from registro.seguridad.permisos import Actor


def entregar(sesion: Session, actor: Actor, piezas: Sequence[Pieza]) -> tuple[list[Resultado], int]:
    """Un resultado por pieza, en el mismo orden, y cuántas lecturas de las recibidas cuentan."""
    cerradas = {lugar: Motivo.NO_SE_ABRE for lugar, pieza in enumerate(piezas) if not pieza.abierta}
    recepcion = Recepcion(sesion, actor, ahora_utc())
    resultados = recepcion.recibir([pieza.contenido for pieza in piezas], cerradas)
    return resultados, sum(cuenta(resultado) for resultado in resultados)


def cuenta(resultado: Resultado) -> bool:
    """Si esa lectura dejó una asistencia; una tarjeta desconocida cuenta mientras espera."""
    return (
        resultado.estado is Estado.ACEPTADA and resultado.motivo is not Motivo.SIN_EFECTO
    ) or resultado.motivo is Motivo.TARJETA_DESCONOCIDA
