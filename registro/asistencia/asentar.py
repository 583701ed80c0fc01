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
from registro.extensiones import tabla_de
from registro.personas import credenciales
from registro.personas.modelo import Credencial, Persona
from registro.seguridad.cifrado import huella

CRUDO_MAXIMO = 200_000
_SIN_DECIDIR = Veredicto(Estado.RECHAZADA, Motivo.ILEGIBLE, conserva_tarjeta=False)


@dataclass(slots=True)
class Entrante:
    """Una lectura que llega por primera vez (o que se vuelve a decidir), con su veredicto."""

    id: UUID
    contenido: str
    leida: LecturaLeida
    huella: str
    veredicto: Veredicto = field(default=_SIN_DECIDIR)
    sitio: Sitio | None = None
    tarjeta: str | None = None
    asistencia_id: int | None = None
    llegada: tuple[datetime, str] | None = None

    @classmethod
    def de(cls, texto: str, leida: LecturaLeida) -> Entrante:
        """Todavía sin identificador ni veredicto."""
        return cls(UUID(int=0), texto, leida, huella(texto))


@dataclass(slots=True)
class Tarjeta:
    """Lo que se sabe de una tarjeta durante el lote; ``id`` falta mientras no se haya guardado."""

    codigo: str
    estado: str
    cambiada_en: datetime | None = None
    id: int | None = None


def asentar(
    sesion: Session,
    entrantes: Sequence[Entrante],
    tarjetas: Mapping[str, Tarjeta],
    presentes: MutableMapping[tuple[int, str], int | None],
    llegada: tuple[datetime, str],
) -> None:
    """Deja guardado todo el lote; ``llegada`` es cuándo y de quién."""
    _guardar_tarjetas(sesion, entrantes, tarjetas, llegada[0])
    _guardar_asistencias(sesion, entrantes, tarjetas, presentes)
    filas = [_fila(entrante, tarjetas, presentes, entrante.llegada or llegada) for entrante in entrantes]
    sesion.execute(insert(tabla_de(Lectura)), filas)


def _guardar_tarjetas(
    sesion: Session, entrantes: Sequence[Entrante], tarjetas: Mapping[str, Tarjeta], ahora: datetime
) -> None:
    desconocidas = [tarjeta for tarjeta in tarjetas.values() if tarjeta.id is None]
    codigos = [tarjeta.codigo for tarjeta in desconocidas]
    nuevas = credenciales.emitir(sesion, codigos, estado=credenciales.DESCONOCIDA)
    for tarjeta, id_ in zip(desconocidas, nuevas, strict=True):
        tarjeta.id = id_
    activadas = [tarjetas[e.tarjeta].id for e in entrantes if e.tarjeta and e.veredicto.crea_persona]
    if not activadas:
        return
    orden = insert(Persona).returning(Persona.id, sort_by_parameter_order=True)
    personas = sesion.scalars(orden, [{"creada_en": ahora}] * len(activadas))
    tabla = tabla_de(Credencial)
    cambio = (
        update(tabla)
        .where(tabla.c.id == bindparam("cual"))
        .values(persona_id=bindparam("persona"), estado=credenciales.ACTIVA, cambiada_en=ahora)
    )
    sesion.execute(
        cambio, [{"cual": id_, "persona": nueva} for id_, nueva in zip(activadas, personas, strict=True)]
    )


def _guardar_asistencias(
    sesion: Session,
    entrantes: Sequence[Entrante],
    tarjetas: Mapping[str, Tarjeta],
    presentes: MutableMapping[tuple[int, str], int | None],
) -> None:
    cuentan = [entrante for entrante in entrantes if entrante.veredicto.crea_asistencia]
    if not cuentan:
        return
    tabla = tabla_de(Asistencia)
    orden = insert(tabla).returning(tabla.c.id, sort_by_parameter_order=True)
    filas = [
        {
            "actividad_id": entrante.sitio.id if entrante.sitio else None,
            "credencial_id": tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
            "cantidad": entrante.leida.cantidad,
            "publico": entrante.leida.publico,
            "origen": entrante.leida.medio,
            "leida_en": entrante.leida.leida_en,
        }
        for entrante in cuentan
    ]
    for entrante, id_ in zip(cuentan, sesion.scalars(orden, filas), strict=True):
        entrante.asistencia_id = id_
        if entrante.tarjeta and entrante.sitio:
            presentes[entrante.sitio.id, entrante.tarjeta] = id_


def _fila(
    entrante: Entrante,
    tarjetas: Mapping[str, Tarjeta],
    presentes: Mapping[tuple[int, str], int | None],
    llegada: tuple[datetime, str],
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
        "recibida_en": llegada[0],
        "recibida_de": llegada[1],
        "crudo": entrante.contenido[:CRUDO_MAXIMO] if por_mirar else None,
        "espera": leida.actividad if falta else None,
    }
