"""Guardar en bloque lo que ya se decidió: tarjetas, asistencias y lecturas, una inserción por tabla."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.reglas import Estado, LecturaLeida, Motivo, Veredicto
from registro.asistencia.sitios import Sitio
from registro.extensiones import reservar, tabla_de
from registro.personas import credenciales
from registro.personas.modelo import Credencial, Persona
from registro.seguridad.permisos import Actor

CRUDO_MAXIMO = 200_000
_SIN_DECIDIR = Veredicto(Estado.RECHAZADA, Motivo.ILEGIBLE, conserva_tarjeta=False)


@dataclass(slots=True)
class Entrante:
    """Una lectura que llega por primera vez (o que se vuelve a decidir), con su veredicto.

    ``propia`` es el id que trae; ``apartada``, por qué va a revisión sin mirarla.
    """

    propia: UUID | None
    enviada: str | None
    contenido: str
    leida: LecturaLeida
    huella: str
    actor: Actor
    llegada: tuple[datetime, str]
    apartada: Motivo | None = None
    id: UUID = field(default=UUID(int=0))
    veredicto: Veredicto = field(default=_SIN_DECIDIR)
    sitio: Sitio | None = None
    tarjeta: str | None = None
    asistencia_id: int | None = None


@dataclass(slots=True)
class Tarjeta:
    """Lo que se sabe de una tarjeta durante el lote; ``id`` falta mientras no se haya guardado."""

    codigo: str
    estado: str
    cambiada_en: datetime | None = None
    id: int | None = None


_NUEVA_PERSONA = insert(tabla_de(Persona))
_NUEVA_ASISTENCIA = insert(tabla_de(Asistencia))
_NUEVA_LECTURA = insert(tabla_de(Lectura))
_CREDENCIAL = tabla_de(Credencial)
_ACTIVAR = (
    update(_CREDENCIAL)
    .where(_CREDENCIAL.c.id == bindparam("cual"))
    .values(persona_id=bindparam("persona"), estado=credenciales.ACTIVA, cambiada_en=bindparam("cuando"))
)


def asentar(
    sesion: Session,
    entrantes: Sequence[Entrante],
    tarjetas: Mapping[str, Tarjeta],
    presentes: MutableMapping[tuple[int, str], int | None],
) -> None:
    """Deja guardado todo el lote."""
    _emitir_desconocidas(sesion, tarjetas)
    nuevas = [e for e in entrantes if e.tarjeta and e.veredicto.crea_persona]
    cuentan = [e for e in entrantes if e.veredicto.crea_asistencia]
    conexion = sesion.connection()
    if cuentan:
        personas, asistencias = reservar(sesion, {Persona: len(nuevas), Asistencia: len(cuentan)})
        if nuevas:
            filas = [{"id": id_, "creada_en": e.llegada[0]} for id_, e in zip(personas, nuevas, strict=True)]
            conexion.execute(_NUEVA_PERSONA, filas)
            cambios = [
                {"cual": tarjetas[e.tarjeta or ""].id, "persona": id_, "cuando": e.llegada[0]}
                for id_, e in zip(personas, nuevas, strict=True)
            ]
            conexion.execute(_ACTIVAR, cambios)
        for id_, entrante in zip(asistencias, cuentan, strict=True):
            entrante.asistencia_id = id_
            if entrante.tarjeta and entrante.sitio:
                presentes[entrante.sitio.id, entrante.tarjeta] = id_
        conexion.execute(_NUEVA_ASISTENCIA, [_asistencia(e, tarjetas) for e in cuentan])
    conexion.execute(_NUEVA_LECTURA, [_fila(e, tarjetas, presentes) for e in entrantes])


def _emitir_desconocidas(sesion: Session, tarjetas: Mapping[str, Tarjeta]) -> None:
    desconocidas = [tarjeta for tarjeta in tarjetas.values() if tarjeta.id is None]
    codigos = [tarjeta.codigo for tarjeta in desconocidas]
    nuevas = credenciales.emitir(sesion, codigos, estado=credenciales.DESCONOCIDA)
    for tarjeta, id_ in zip(desconocidas, nuevas, strict=True):
        tarjeta.id = id_


def _asistencia(entrante: Entrante, tarjetas: Mapping[str, Tarjeta]) -> dict[str, Any]:
    return {
        "id": entrante.asistencia_id,
        "actividad_id": entrante.sitio.id if entrante.sitio else None,
        "credencial_id": tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
        "cantidad": entrante.leida.cantidad,
        "publico": entrante.leida.publico,
        "origen": entrante.leida.medio,
        "leida_en": entrante.leida.leida_en,
    }


def _fila(
    entrante: Entrante,
    tarjetas: Mapping[str, Tarjeta],
    presentes: Mapping[tuple[int, str], int | None],
) -> dict[str, Any]:
    leida, veredicto, sitio = entrante.leida, entrante.veredicto, entrante.sitio
    presente = entrante.asistencia_id
    if veredicto.estado is Estado.REPETIDA and sitio and entrante.tarjeta:
        presente = presentes[sitio.id, entrante.tarjeta]
    por_mirar = veredicto.estado in {Estado.EN_REVISION, Estado.RECHAZADA}
    falta = veredicto.motivo is Motivo.ACTIVIDAD_DESCONOCIDA
    return {
        "id": entrante.id,
        "actividad_id": sitio.id if sitio else None,
        "credencial_id": tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
        "asistencia_id": presente,
        "estado": veredicto.estado.value,
        "motivo": veredicto.motivo.value,
        "huella": entrante.huella,
        "medio": leida.medio,
        "cantidad": leida.cantidad,
        "leida_en": leida.leida_en,
        "recibida_en": entrante.llegada[0],
        "recibida_de": entrante.llegada[1],
        "crudo": entrante.contenido[:CRUDO_MAXIMO] if por_mirar else None,
        "espera": leida.actividad if falta else None,
        "desfase_s": leida.desfase_s,
    }
