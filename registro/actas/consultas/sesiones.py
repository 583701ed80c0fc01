"""Las sesiones de una instancia en un semestre: quiénes fueron, qué se desarrolló y en qué va cada acta."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from registro.actas.consultas.acta import estado_de
from registro.actas.modelo import Acta
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA, REALIZADA
from registro.actividades.zesai import CLASES, FuncionDePunto, PuntoDeAgenda, SesionDeMesa
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.extensiones import db
from registro.fechas import Semestre
from registro.instancias.modelo import Funcion
from registro.recordadas import recordada

_MESA = SesionDeMesa.__table__.c


@dataclass(frozen=True, slots=True)
class SesionDelSemestre:
    """Una sesión en la lista de la secretaría. ``falta`` dice lo que conviene completar."""

    uuid: str
    titulo: str
    dia: date
    clase: str
    estado: str
    motivo: str
    presentes: int
    puntos: int
    funciones: tuple[int, ...]
    acta: str

    @property
    def falta(self) -> tuple[str, ...]:
        """Lo que se echa de menos de una sesión que cuenta."""
        if self.estado == ANULADA:
            return ()
        ausente = [("sin orden del día" if not self.puntos else "sin funciones", not self.funciones)]
        if self.estado in REALIZADA:
            ausente.append(("sin asistencia", not self.presentes))
        sin_motivo = self.clase == CLASES["extraordinaria"] and not self.motivo
        return tuple(frase for frase, falta in [*ausente, ("sin motivo", sin_motivo)] if falta)


@recordada
def sesiones(instancia_id: int, semestre: Semestre) -> tuple[SesionDelSemestre, ...]:
    """Las del semestre, en su orden; también las programadas y las anuladas."""
    orden = (
        select(
            Actividad.id,
            Actividad.uuid,
            Actividad.titulo,
            Actividad.fecha,
            Actividad.estado,
            _MESA.clase,
            _MESA.motivo_extraordinaria,
        )
        .join(_MESA.actividad_id.table, _MESA.actividad_id == Actividad.id)
        .where(
            _MESA.instancia_id == instancia_id,
            Actividad.fecha.between(semestre.inicio, semestre.fin),
        )
        .order_by(Actividad.fecha, Actividad.id)
    )
    halladas = db.session.execute(orden).all()
    ids = [una.id for una in halladas]
    presentes, puntos, funciones, actas = _presentes(ids), _puntos(ids), _funciones(ids), _actas(ids)
    return tuple(
        SesionDelSemestre(
            uuid=str(una.uuid),
            titulo=una.titulo,
            dia=una.fecha,
            clase=CLASES[una.clase],
            estado=una.estado,
            motivo=una.motivo_extraordinaria,
            presentes=presentes[una.id],
            puntos=puntos[una.id],
            funciones=tuple(sorted(funciones[una.id])),
            acta=actas.get(una.id, estado_de(0, None)),
        )
        for una in halladas
    )


def _presentes(ids: list[int]) -> Counter[int]:
    tabla = AsistenciaInstitucional
    orden = select(tabla.actividad_id).where(
        tabla.actividad_id.in_(ids), tabla.puesto_id.is_not(None), tabla.anulada_en.is_(None)
    )
    return Counter(db.session.scalars(orden))


def _puntos(ids: list[int]) -> Counter[int]:
    orden = select(PuntoDeAgenda.sesion_id).where(
        PuntoDeAgenda.sesion_id.in_(ids), PuntoDeAgenda.anulado_en.is_(None)
    )
    return Counter(db.session.scalars(orden))


def _funciones(ids: list[int]) -> dict[int, set[int]]:
    orden = (
        select(PuntoDeAgenda.sesion_id, Funcion.numero)
        .join(FuncionDePunto, FuncionDePunto.punto_id == PuntoDeAgenda.id)
        .join(Funcion, Funcion.id == FuncionDePunto.funcion_id)
        .where(PuntoDeAgenda.sesion_id.in_(ids))
    )
    por_sesion: dict[int, set[int]] = defaultdict(set)
    for sesion, numero in db.session.execute(orden):
        por_sesion[sesion].add(numero)
    return por_sesion


def _actas(ids: list[int]) -> dict[int, str]:
    orden = select(Acta.sesion_id, Acta.version, Acta.aprobada_el).where(Acta.sesion_id.in_(ids))
    return {sesion: estado_de(version, aprobada) for sesion, version, aprobada in db.session.execute(orden)}
