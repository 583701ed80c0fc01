"""Sesiones con la MEBOG: estación, participantes y cuántas sesiones representa la fila."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.alta import armar
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA, CERRADA
from registro.actividades.mebog import TIPO as MEBOG
from registro.actividades.mebog import SesionMebog
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.conteos import asistentes, cantidad, contadas
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import clave

MAXIMO_DE_SESIONES = 1000


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Una fila de sesiones; la fecha puede decir sólo el mes."""
    fecha = memoria.fecha(fila)
    estacion = fila.obligatorio("estacion", 120)
    participantes = asistentes(fila, "participantes")
    sesiones = cantidad(fila, "sesiones", 1, MAXIMO_DE_SESIONES)
    return Leida(
        fila.linea,
        (fecha.dia, fecha.precision.value, clave(estacion)),
        _dice(participantes, sesiones),
        {"fecha": fecha, "estacion": estacion, "sesiones": sesiones, "participantes": participantes},
    )


def _dice(participantes: int | None, sesiones: int) -> dict[str, str]:
    return {
        "participantes": contadas(participantes, "participantes"),
        "sesiones": contadas(sesiones, "sesiones"),
    }


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las sesiones de esas fechas, por fecha (o mes) y estación."""
    filas = sesion.scalars(
        select(SesionMebog)
        .where(Actividad.fecha.in_({leida.llave[0] for leida in leidas}))
        .order_by(Actividad.estado == ANULADA, Actividad.id)
    )
    halladas: dict[Llave, Guardada] = {}
    for fila in filas:
        total = next((conteo.cantidad for conteo in fila.conteos if not conteo.publico), None)
        llave = (fila.fecha, fila.precision, clave(fila.estacion))
        halladas.setdefault(llave, Guardada(_dice(total, fila.sesiones), anulada=fila.estado == ANULADA))
    return halladas


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Entran cerradas, con sus participantes como conteo."""
    for leida in leidas:
        datos = dict(leida.datos)
        conteos = {"": datos.pop("participantes")}
        armar(sesion, MEBOG, datos, conteos=conteos, estado=CERRADA, origen="importada", creada_por=quien)


TIPO = TipoDeImportacion(
    clave="mebog",
    nombre="Sesiones con la MEBOG",
    columnas=(
        Columna("fecha", "El día, o sólo el mes: 2023-03. El título puede ser «mes».", alias=("mes",)),
        Columna("estacion", "Estación de policía."),
        Columna("participantes", "Cuántas personas participaron, entre todas las sesiones de la fila."),
        Columna("sesiones", "Cuántas sesiones representa la fila."),
    ),
    reconoce="Una fila ya está si hay otra de la misma fecha (o mes) y estación.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
)
