"""Qué integrantes de una instancia estuvieron en cada sesión."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA
from registro.actividades.zesai import SesionDeMesa
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.extensiones import db
from registro.fechas import ZONA, fecha_larga
from registro.instancias import consultas
from registro.intercambio.fila import Fila
from registro.intercambio.tipos.declaracion import Columna, Guardada, Leida, Llave, TipoDeImportacion
from registro.intercambio.tipos.memoria import Memoria
from registro.textos import clave

HORA = time(9)


def leer(fila: Fila, memoria: Memoria) -> Leida:
    """Un integrante que estuvo en una sesión ya registrada."""
    texto = fila.obligatorio("instancia", 400)
    instancia = memoria.recordar(("instancia", clave(texto)), lambda: consultas.resolver_instancia(texto))
    dia = memoria.dia(fila)
    sesion_id = memoria.recordar(
        ("sesion", instancia.id, dia), lambda: _sesion_de(instancia.id, fila, memoria)
    )
    nombre = fila.obligatorio("integrante", 400)
    puesto = memoria.recordar(
        ("puesto", instancia.id, clave(nombre), dia),
        lambda: consultas.resolver_puesto(instancia.id, nombre, dia, "integrante"),
    )
    return Leida(
        fila.linea,
        (sesion_id, puesto.id),
        {},
        {
            "actividad_id": sesion_id,
            "puesto_id": puesto.id,
            "delegada_id": puesto.delegada.id if puesto.delegada else None,
            "entidad": puesto.entidad[:200],
            "origen": "importada",
            "registrada_en": datetime.combine(dia, HORA, ZONA),
        },
    )


def _sesion_de(instancia_id: int, fila: Fila, memoria: Memoria) -> int:
    dia = memoria.dia(fila)
    ese_dia = select(SesionDeMesa.actividad_id).where(
        SesionDeMesa.instancia_id == instancia_id, Actividad.fecha == dia, Actividad.estado != ANULADA
    )
    halladas = db.session.scalars(ese_dia).all()
    if not halladas:
        raise NoEncontrado(
            f"No hay sesión registrada el {fecha_larga(dia)}: importe antes las sesiones («sesiones_mesa»).",
            "fecha",
        )
    if len(halladas) > 1:
        raise ErrorDeRegistro(
            f"El {fecha_larga(dia)} hubo {len(halladas)} sesiones: marque la asistencia en pantalla.", "fecha"
        )
    return halladas[0]


def guardadas(sesion: Session, leidas: Sequence[Leida]) -> dict[Llave, Guardada]:
    """Las asistencias vigentes de esas sesiones, por puesto."""
    vigentes = select(AsistenciaInstitucional.actividad_id, AsistenciaInstitucional.puesto_id).where(
        AsistenciaInstitucional.actividad_id.in_({leida.llave[0] for leida in leidas}),
        AsistenciaInstitucional.anulada_en.is_(None),
    )
    return {(actividad, puesto): Guardada({}) for actividad, puesto in sesion.execute(vigentes)}


def crear(sesion: Session, leidas: Sequence[Leida], quien: str) -> None:
    """Cada puesto que estuvo; quien lo ocupaba ese día queda anotada."""
    sesion.execute(
        insert(AsistenciaInstitucional), [leida.datos | {"registrada_por": quien} for leida in leidas]
    )


TIPO = TipoDeImportacion(
    clave="asistencias_mesa",
    nombre="Asistencia a la mesa",
    columnas=(
        Columna("instancia", "Sigla o nombre: ZESAI."),
        Columna("fecha", "El día de la sesión, que ya debe estar registrada."),
        Columna("integrante", "Nombre de la entidad o, si tiene dos puestos, el del puesto."),
    ),
    reconoce="Una asistencia ya está si ese puesto ya figura en la sesión de esa instancia ese día.",
    leer=leer,
    guardadas=guardadas,
    crear=crear,
)
