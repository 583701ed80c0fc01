"""Lo que la pantalla de campo necesita: dónde se recibe, qué se acaba de leer y qué se puede deshacer."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import InstrumentedAttribute

from registro.actividades import consultas as de_actividades
from registro.actividades.consultas import Busqueda, FichaDeActividad
from registro.actividades.estados import PROGRAMADA
from registro.actividades.jornada import Oferta
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Lectura, Prestacion
from registro.asistencia.consultas import veredictos
from registro.asistencia.marcas import firma
from registro.asistencia.reglas import ANONIMA, Estado, Motivo
from registro.catalogos import consultas as de_catalogos
from registro.catalogos.consultas import FichaDeServicio
from registro.extensiones import db
from registro.fechas import hoy
from registro.seguridad.permisos import Actor

DE_CAMPO = tuple(clave for clave, tipo in TIPOS.items() if tipo.con_tarjetas and not tipo.con_atenciones)


@dataclass(frozen=True, slots=True)
class FichaDeVeredicto:
    """La última lectura, dicha a quien la hizo. Nada de aquí dice de quién es la tarjeta."""

    lectura: str
    clase: str
    palabra: str
    frase: str
    cuenta: bool
    tarjeta_nueva: bool
    sin_tarjeta: bool
    recibidos: frozenset[int]
    remitida_a: frozenset[int]


def actividades_que_reciben() -> tuple[FichaDeActividad, ...]:
    """Las abiertas en las que se leen tarjetas."""
    return de_actividades.abiertas(DE_CAMPO)


def actividades_por_abrir() -> list[FichaDeActividad]:
    """Las programadas para hoy."""
    programadas, _ = de_actividades.listar(Busqueda(estado=PROGRAMADA), cuantas=200)
    return [ficha for ficha in programadas if ficha.tipo.clave in DE_CAMPO and ficha.fecha.dia == hoy()]


def servicios_de(actividad: FichaDeActividad) -> list[FichaDeServicio]:
    """Los que se ofrecen en la actividad, los más usados primero; si no se marcó ninguno, todos."""
    if not actividad.tipo.con_servicios:
        return []
    ofrecidos = set(db.session.scalars(select(Oferta.servicio_id).where(Oferta.jornada_id == actividad.id)))
    todos = de_catalogos.servicios()
    return [servicio for servicio in todos if not ofrecidos or servicio.id in ofrecidos]


def veredicto(actor: Actor, actividad_id: int, lectura_id: UUID | None) -> FichaDeVeredicto | None:
    """El veredicto de una lectura que hizo ``actor`` en esa actividad; las de otras personas no se ven."""
    lectura = db.session.get(Lectura, lectura_id) if lectura_id else None
    if lectura is None or lectura.actividad_id != actividad_id or not _es_suya(actor, lectura):
        return None
    asistencia = db.session.get(Asistencia, lectura.asistencia_id) if lectura.asistencia_id else None
    estado, motivo = Estado(lectura.estado), Motivo(lectura.motivo)
    cuenta = asistencia is not None and asistencia.anulada_en is None
    if lectura.resolucion == "deshecha":
        clase, palabra, frase = veredictos.ESPERA, "Deshecha", "Ya no cuenta. Puede leer la siguiente."
    elif lectura.credencial_id is None and lectura.medio == ANONIMA and estado is Estado.ACEPTADA:
        clase, palabra = veredictos.REGISTRADA, veredictos.palabra_de_suma(lectura.cantidad)
        frase = "Sin tarjeta. Puede seguir con la siguiente."
    else:
        clase = veredictos.clase_de(estado)
        palabra = veredictos.palabra_de(estado, motivo, asistencia.leida_en if asistencia else None)
        frase = veredictos.frase_de(motivo)
    return FichaDeVeredicto(
        lectura=str(lectura.id),
        clase=clase,
        palabra=palabra,
        frase=frase,
        cuenta=cuenta and lectura.cantidad == 1,
        tarjeta_nueva=cuenta and motivo is Motivo.TARJETA_NUEVA,
        sin_tarjeta=cuenta and asistencia is not None and asistencia.credencial_id is None,
        recibidos=_anotados(actor, asistencia, Prestacion.servicio_id),
        remitida_a=_anotados(actor, asistencia, Prestacion.entidad_id),
    )


def ultima_deshacible(actor: Actor, actividad_id: int) -> str | None:
    """La última lectura que cuenta y que ``actor`` puede deshacer."""
    vigente = exists().where(Asistencia.id == Lectura.asistencia_id, Asistencia.anulada_en.is_(None))
    orden = select(Lectura.id).where(
        Lectura.actividad_id == actividad_id, Lectura.estado != Estado.REPETIDA.value, vigente
    )
    if not actor.puede("bandeja.resolver"):
        orden = orden.where(Lectura.recibida_de == firma(actor))
    ultima = db.session.scalar(orden.order_by(Lectura.recibida_en.desc(), Lectura.id).limit(1))
    return None if ultima is None else str(ultima)


def _es_suya(actor: Actor, lectura: Lectura) -> bool:
    return lectura.recibida_de == firma(actor) or actor.puede("bandeja.resolver")


def _anotados(
    actor: Actor, asistencia: Asistencia | None, columna: InstrumentedAttribute[int | None]
) -> frozenset[int]:
    """Los servicios (o las entidades) que ``actor`` le anotó; los que anotó otra persona no se leen aquí."""
    if asistencia is None:
        return frozenset()
    propios = (
        Prestacion.asistencia_id == asistencia.id,
        Prestacion.registrada_por == actor.nombre,
        Prestacion.anulada_en.is_(None),
    )
    return frozenset(
        valor for valor in db.session.scalars(select(columna).where(*propios)) if valor is not None
    )
