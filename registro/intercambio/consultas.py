"""En qué va cada importación hecha por pantalla."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from registro.errores import NoEncontrado
from registro.extensiones import ahora_utc, db
from registro.intercambio.modelo import FilaRechazada, Importacion
from registro.intercambio.muestra import Muestra
from registro.intercambio.tipos import TIPOS
from registro.intercambio.tipos.declaracion import TipoDeImportacion
from registro.seguridad.permisos import Actor

REVISADA, EN_CURSO, TERMINADA = "revisada", "en_curso", "terminada"
INTERRUMPIDA, DESCARTADA = "interrumpida", "descartada"
SIN_SENALES = timedelta(seconds=60)
EN_LA_LISTA = 15


@dataclass(frozen=True, slots=True)
class FichaDeImportacion:
    """Una importación, para mostrarla."""

    uuid: UUID
    tipo: TipoDeImportacion
    archivo: str
    estado: str
    total: int
    vistas: int
    nuevas: int
    repetidas: int
    rechazadas: int
    creada_en: datetime
    creada_por: str
    problema: str
    muestra: Muestra


@dataclass(frozen=True, slots=True)
class FichaDeRechazo:
    """Una fila que no entra."""

    linea: int
    columna: str
    motivo: str


def estado_de(importacion: Importacion) -> str:
    """El estado; una en curso de la que no se sabe nada hace un rato está interrumpida."""
    if importacion.estado == EN_CURSO:
        ultima = importacion.avance_en or importacion.creada_en
        return INTERRUMPIDA if ahora_utc() - ultima > SIN_SENALES else EN_CURSO
    return importacion.estado


def tipos_de(actor: Actor) -> list[TipoDeImportacion]:
    """Lo que el actor puede importar."""
    return [tipo for tipo in TIPOS.values() if actor.puede(tipo.permiso)]


def ficha(actor: Actor, propio: UUID) -> FichaDeImportacion:
    """La importación.

    :raises NoEncontrado: no existe, o es de algo que el actor no puede importar.
    """
    importacion = db.session.scalar(select(Importacion).where(Importacion.uuid == propio))
    if importacion is None or not actor.puede(TIPOS[importacion.tipo].permiso):
        raise NoEncontrado("Esa importación no existe. Vuelva a «Importar».")
    return _ficha(importacion)


def recientes(actor: Actor) -> list[FichaDeImportacion]:
    """Las últimas de lo que el actor puede importar."""
    suyos = [tipo.clave for tipo in tipos_de(actor)]
    orden = select(Importacion).where(Importacion.tipo.in_(suyos), Importacion.estado != DESCARTADA)
    return [
        _ficha(fila) for fila in db.session.scalars(orden.order_by(Importacion.id.desc()).limit(EN_LA_LISTA))
    ]


def rechazadas(actor: Actor, propio: UUID, cuantas: int) -> list[FichaDeRechazo]:
    """Las primeras filas rechazadas, por línea."""
    ficha(actor, propio)
    orden = (
        select(FilaRechazada.linea, FilaRechazada.columna, FilaRechazada.motivo)
        .join(Importacion, Importacion.id == FilaRechazada.importacion_id)
        .where(Importacion.uuid == propio)
        .order_by(FilaRechazada.linea)
        .limit(cuantas)
    )
    return [FichaDeRechazo(*fila) for fila in db.session.execute(orden)]


def _ficha(importacion: Importacion) -> FichaDeImportacion:
    return FichaDeImportacion(
        importacion.uuid,
        TIPOS[importacion.tipo],
        importacion.archivo,
        estado_de(importacion),
        importacion.total,
        importacion.vistas,
        importacion.nuevas,
        importacion.repetidas,
        importacion.rechazadas,
        importacion.creada_en,
        importacion.creada_por,
        importacion.problema or "",
        Muestra.de_json(importacion.muestra) if importacion.muestra else Muestra(),
    )
