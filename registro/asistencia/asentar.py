"""Lo que se guarda de lo que ya se decidió: tarjetas, asistencias y lecturas, una inserción por tabla."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Asistencia, Lectura
from registro.asistencia.reglas import Estado, LecturaLeida, Motivo, SituacionDeTarjeta, Veredicto
from registro.asistencia.sitios import Sitio
from registro.en_bloque.escribir import Cambio, Escritura, Fila, Insercion
from registro.en_bloque.preguntar import Reserva
from registro.personas import credenciales
from registro.personas.modelo import Credencial, Persona
from registro.seguridad.permisos import Actor

CRUDO_MAXIMO = 200_000
_SIN_DECIDIR = Veredicto(Estado.RECHAZADA, Motivo.ILEGIBLE, conserva_tarjeta=False)


@dataclass(slots=True)
class Entrante:
    """Una lectura que llega por primera vez (o que se vuelve a decidir), con su veredicto.

    ``propia`` es el id que trae, e ``id`` el que le corresponde aunque no traiga; ``apartada``, por qué va a
    revisión sin mirarla.
    """

    id: UUID
    propia: UUID | None
    enviada: str | None
    contenido: str
    leida: LecturaLeida
    huella: str
    actor: Actor
    llegada: tuple[datetime, str]
    apartada: Motivo | None = None
    veredicto: Veredicto = field(default=_SIN_DECIDIR)
    sitio: Sitio | None = None
    tarjeta: str | None = None
    asistencia_id: int | None = None


@dataclass(slots=True)
class Tarjeta(SituacionDeTarjeta):
    """Lo que se sabe de una tarjeta durante el lote; ``id`` falta mientras no se haya guardado."""

    codigo: str = ""
    id: int | None = None


_NUEVA_PERSONA = Insercion(Persona, "id", "creada_en")
_NUEVA_ASISTENCIA = Insercion(
    Asistencia, "id", "actividad_id", "credencial_id", "cantidad", "publico", "origen", "leida_en"
)
_NUEVA_LECTURA = Insercion(
    Lectura,
    *("id", "actividad_id", "credencial_id", "asistencia_id", "estado", "motivo", "huella", "medio"),
    *("cantidad", "leida_en", "recibida_en", "recibida_de", "crudo", "espera", "desfase_s"),
)
_ACTIVAR = Cambio(Credencial, "persona_id", "estado", "cambiada_en", "id")


RESERVADOS = Reserva(Persona, Asistencia)


def por_asentar(
    sesion: Session,
    entrantes: Sequence[Entrante],
    tarjetas: Mapping[str, Tarjeta],
    presentes: MutableMapping[tuple[int, str], int | None],
    reservados: Sequence[Iterator[int]],
) -> list[Escritura]:
    """Lo que hay que escribir para dejar guardado todo el lote. ``reservados``: los de ``RESERVADOS``."""
    _emitir_desconocidas(sesion, tarjetas)
    personas, asistencias = reservados
    nuevas = [(next(personas), e) for e in entrantes if e.tarjeta and e.veredicto.crea_persona]
    cuentan = [e for e in entrantes if e.veredicto.crea_asistencia]
    for entrante in cuentan:
        entrante.asistencia_id = next(asistencias)
        if entrante.tarjeta and entrante.sitio:
            presentes[entrante.sitio.id, entrante.tarjeta] = entrante.asistencia_id
    return [
        (_NUEVA_PERSONA, [(id_, e.llegada[0]) for id_, e in nuevas]),
        (_ACTIVAR, [_activacion(id_, e, tarjetas) for id_, e in nuevas]),
        (_NUEVA_ASISTENCIA, [_asistencia(e, tarjetas) for e in cuentan]),
        (_NUEVA_LECTURA, [_fila(e, tarjetas, presentes) for e in entrantes]),
    ]


def _emitir_desconocidas(sesion: Session, tarjetas: Mapping[str, Tarjeta]) -> None:
    desconocidas = [tarjeta for tarjeta in tarjetas.values() if tarjeta.id is None]
    codigos = [tarjeta.codigo for tarjeta in desconocidas]
    nuevas = credenciales.emitir(sesion, codigos, estado=credenciales.DESCONOCIDA)
    for tarjeta, id_ in zip(desconocidas, nuevas, strict=True):
        tarjeta.id = id_


def _activacion(persona: int, entrante: Entrante, tarjetas: Mapping[str, Tarjeta]) -> Fila:
    return persona, credenciales.ACTIVA, entrante.llegada[0], tarjetas[entrante.tarjeta or ""].id


def _asistencia(entrante: Entrante, tarjetas: Mapping[str, Tarjeta]) -> Fila:
    return (
        entrante.asistencia_id,
        entrante.sitio.id if entrante.sitio else None,
        tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
        entrante.leida.cantidad,
        entrante.leida.publico,
        entrante.leida.medio,
        entrante.leida.leida_en,
    )


def _fila(
    entrante: Entrante,
    tarjetas: Mapping[str, Tarjeta],
    presentes: Mapping[tuple[int, str], int | None],
) -> Fila:
    leida, veredicto, sitio = entrante.leida, entrante.veredicto, entrante.sitio
    presente = entrante.asistencia_id
    if veredicto.estado is Estado.REPETIDA and sitio and entrante.tarjeta:
        presente = presentes[sitio.id, entrante.tarjeta]
    por_mirar = veredicto.estado in {Estado.EN_REVISION, Estado.RECHAZADA}
    falta = veredicto.motivo is Motivo.ACTIVIDAD_DESCONOCIDA
    return (
        entrante.id,
        sitio.id if sitio else None,
        tarjetas[entrante.tarjeta].id if entrante.tarjeta else None,
        presente,
        veredicto.estado.value,
        veredicto.motivo.value,
        entrante.huella,
        leida.medio,
        leida.cantidad,
        leida.leida_en,
        *entrante.llegada,
        entrante.contenido[:CRUDO_MAXIMO] if por_mirar else None,
        leida.actividad if falta else None,
        leida.desfase_s,
    )
