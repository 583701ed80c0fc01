"""Anotar que un puesto estuvo en una sesión, dentro de la transacción de quien llama."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.actividades.estados import ABIERTA, ANULADA, PROGRAMADA
from registro.actividades.tipos import tipo_de
from registro.actividades.zesai import SesionDeMesa
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.errores import EnConflicto, NoPermitido
from registro.extensiones import ahora_utc
from registro.instancias.consultas import delegada_en

QR, MANUAL, AUTORREGISTRO, IMPORTADA = "qr", "manual", "autorregistro", "importada"

POR_QUE_NO_SE_RECIBE = {
    PROGRAMADA: "La sesión todavía no se ha abierto. No se registró nada: espere a que empiece.",
    ANULADA: "La sesión se anuló. No se registró nada.",
}
CERRADA_YA = (
    "La sesión ya se cerró. No se registró nada: si estuvo, pida a la secretaría técnica que la reabra "
    "y le incluya."
)


@dataclass(frozen=True, slots=True)
class Procedencia:
    """Cómo y por quién llegó un registro."""

    origen: str
    quien: str


def vigentes(sesion: Session, actividad_id: int) -> list[AsistenciaInstitucional]:
    """Los registros de la actividad que cuentan."""
    orden = select(AsistenciaInstitucional).where(
        AsistenciaInstitucional.actividad_id == actividad_id, AsistenciaInstitucional.anulada_en.is_(None)
    )
    return list(sesion.scalars(orden.order_by(AsistenciaInstitucional.id)))


def tomar(sesion: Session, actividad: Actividad) -> None:
    """Toma la fila de la actividad hasta el commit: dos que se anotan a la vez van una tras otra."""
    fila = Actividad.__table__.c
    sesion.execute(select(fila.id).where(fila.id == actividad.id).with_for_update(key_share=True))


def marcar_puesto(sesion: Session, actividad: Actividad, puesto_id: int, procedencia: Procedencia) -> bool:
    """El puesto estuvo, con la delegada que lo ocupaba ese día. Devuelve si es nuevo: dos veces es una."""
    tomar(sesion, actividad)
    ya = select(AsistenciaInstitucional.id).where(
        AsistenciaInstitucional.actividad_id == actividad.id,
        AsistenciaInstitucional.puesto_id == puesto_id,
        AsistenciaInstitucional.anulada_en.is_(None),
    )
    if sesion.scalar(ya):
        return False
    delegada = delegada_en(puesto_id, actividad.fecha)
    sesion.add(
        AsistenciaInstitucional(
            actividad_id=actividad.id,
            puesto_id=puesto_id,
            delegada_id=delegada.id if delegada else None,
            origen=procedencia.origen,
            registrada_en=ahora_utc(),
            registrada_por=procedencia.quien,
        )
    )
    return True


def exigir_institucional(actividad: Actividad) -> None:
    """Sólo sesiones institucionales: en una jornada o en la Casa dejaría un rastro en el teléfono de ella.

    :raises NoPermitido: el tipo admite tarjetas de personas, o no registra asistencia institucional.
    """
    declaracion = tipo_de(actividad.tipo)
    if declaracion.con_tarjetas or not declaracion.institucional:
        raise NoPermitido(
            "En esta actividad nadie se registra así: aquí no se piden nombres ni teléfonos. "
            "No se registró nada."
        )


def exigir_de_mesa(actividad: Actividad) -> SesionDeMesa:
    """La sesión de una instancia, que es donde hay puestos.

    :raises NoPermitido: es de otro tipo.
    """
    exigir_institucional(actividad)
    if not tipo_de(actividad.tipo).con_delegadas:
        raise NoPermitido("Esta actividad no tiene puestos: se registra por conteo. No se registró nada.")
    return cast("SesionDeMesa", actividad)


def exigir_abierta(actividad: Actividad) -> None:
    """La actividad recibe registros.

    :raises EnConflicto: está programada, cerrada o anulada; la frase dice qué hacer.
    """
    if actividad.estado != ABIERTA:
        raise EnConflicto(POR_QUE_NO_SE_RECIBE.get(actividad.estado, CERRADA_YA))
