"""Quién hizo qué con una actividad, según la bitácora."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from registro.actividades.consultas.fichas import FichaDeActividad
from registro.extensiones import db
from registro.seguridad.modelo import Anotacion

FRASES = {
    "actividad.corregir": "la corrigió",
    "actividad.abrir": "la abrió",
    "actividad.cerrar": "la cerró",
    "actividad.reabrir": "la reabrió",
    "actividad.anular": "la anuló",
    "actividad.ligar": "la ligó con una jornada",
    "actividad.desligar": "la desligó de su jornada",
    "agenda.agregar": "añadió un punto al orden del día",
    "agenda.corregir": "corrigió un punto del orden del día",
    "agenda.anular": "anuló un punto del orden del día",
    "acta.desarrollo": "escribió su desarrollo",
    "acta.guardar": "escribió el número y las firmas del acta",
    "acta.version": "guardó una versión del acta",
    "acta.aprobar": "anotó que el acta se aprobó",
}


@dataclass(frozen=True, slots=True)
class PasoDeActividad:
    """Un cambio: cuándo, quién, qué («la cerró») y, si lo dijo, por qué."""

    momento: datetime
    actor: str
    que: str
    motivo: str


def historia(ficha: FichaDeActividad) -> list[PasoDeActividad]:
    """Los cambios de una actividad, el último primero y su creación al final."""
    anotaciones = select(Anotacion).where(
        Anotacion.objeto == f"actividad:{ficha.uuid}", Anotacion.accion.in_(tuple(FRASES))
    )
    cambios = [
        PasoDeActividad(linea.momento, linea.actor, FRASES[linea.accion], linea.detalle.get("motivo", ""))
        for linea in db.session.scalars(anotaciones.order_by(Anotacion.id.desc()))
    ]
    return [*cambios, PasoDeActividad(ficha.creada_en, ficha.creada_por, "la creó", "")]
