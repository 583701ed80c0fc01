"""Lee de la base lo que pasó en una instancia durante un semestre: pocas consultas, ninguna por fila."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from registro.actividades.base import Actividad
from registro.actividades.estados import REALIZADA
from registro.actividades.zesai import FuncionDePunto, PuntoDeAgenda, SesionDeMesa
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.extensiones import db
from registro.fechas import Semestre
from registro.instancias import consultas as instancias
from registro.matrices.zesai import (
    EXTRAORDINARIA,
    ORDINARIA,
    FuncionDeMesa,
    PuestoDeMesa,
    SemestreDeMesa,
    Sesion,
)


@dataclass(frozen=True, slots=True)
class Presencia:
    """Que un puesto estuvo en una sesión, y cómo se registró."""

    id: int
    puesto: str
    sesion: str
    origen: str


def semestre_de_mesa(instancia_id: int, semestre: Semestre, corte: date) -> SemestreDeMesa:
    """Sesiones realizadas hasta el corte, y los puestos y funciones que rigieron algún día del semestre."""
    sesiones = _sesiones(instancia_id, semestre, corte)
    puestos = instancias.puestos(instancia_id, semestre.inicio, semestre.fin)
    funciones = instancias.funciones(instancia_id, semestre.inicio, semestre.fin)
    ficha = instancias.semestre(instancia_id, semestre)
    programadas = {ORDINARIA: ficha.ordinarias, EXTRAORDINARIA: ficha.extraordinarias}
    return SemestreDeMesa(
        semestre=semestre,
        sesiones=tuple(sesiones),
        puestos=tuple(
            PuestoDeMesa(str(p.id), p.sector, p.entidad, p.nombre, p.rol, p.desde, p.hasta, p.antes)
            for p in puestos
        ),
        funciones=tuple(FuncionDeMesa(str(f.id), f.numero, f.texto, f.desde, f.hasta) for f in funciones),
        presencias={
            (p.puesto, p.sesion) for p in presencias(sesiones) if p.puesto in {str(q.id) for q in puestos}
        },
        abordadas=_abordadas(sesiones, {str(f.id) for f in funciones}),
        programadas={clase: cuantas for clase, cuantas in programadas.items() if cuantas is not None},
        motivos={mes.month: motivo for mes, motivo in ficha.meses_sin_sesion},
    )


def _sesiones(instancia_id: int, semestre: Semestre, corte: date) -> list[Sesion]:
    mesa = SesionDeMesa.__table__.c
    orden = (
        select(Actividad.id, Actividad.fecha, mesa.clase, mesa.motivo_extraordinaria, Actividad.uuid)
        .join(mesa.actividad_id.table, mesa.actividad_id == Actividad.id)
        .where(
            mesa.instancia_id == instancia_id,
            Actividad.estado.in_(REALIZADA),
            Actividad.fecha >= semestre.inicio,
            Actividad.fin <= min(semestre.fin, corte),
        )
        .order_by(Actividad.fecha, Actividad.id)
    )
    return [
        Sesion(str(quien), dia, clase, motivo, str(uuid))
        for quien, dia, clase, motivo, uuid in db.session.execute(orden)
    ]


def presencias(sesiones: list[Sesion]) -> list[Presencia]:
    """Quién estuvo en cada una, en el orden en que se registró."""
    tabla = AsistenciaInstitucional
    orden = select(tabla.id, tabla.puesto_id, tabla.actividad_id, tabla.origen).where(
        tabla.actividad_id.in_([int(sesion.clave) for sesion in sesiones]),
        tabla.puesto_id.is_not(None),
        tabla.anulada_en.is_(None),
    )
    return [
        Presencia(quien, str(puesto), str(sesion), origen)
        for quien, puesto, sesion, origen in db.session.execute(orden.order_by(tabla.actividad_id, tabla.id))
    ]


def _abordadas(sesiones: list[Sesion], vigentes: set[str]) -> set[tuple[str, str]]:
    orden = (
        select(FuncionDePunto.funcion_id, PuntoDeAgenda.sesion_id)
        .join(PuntoDeAgenda, PuntoDeAgenda.id == FuncionDePunto.punto_id)
        .where(PuntoDeAgenda.sesion_id.in_([int(sesion.clave) for sesion in sesiones]))
        .distinct()
    )
    pares = ((str(funcion), str(sesion)) for funcion, sesion in db.session.execute(orden))
    return {par for par in pares if par[0] in vigentes}


def puntos_de(funcion_id: int, sesiones: list[str]) -> dict[str, list[str]]:
    """Los puntos del orden del día que desarrollaron una función, por sesión."""
    orden = (
        select(PuntoDeAgenda.sesion_id, PuntoDeAgenda.titulo)
        .join(FuncionDePunto, FuncionDePunto.punto_id == PuntoDeAgenda.id)
        .where(
            FuncionDePunto.funcion_id == funcion_id,
            PuntoDeAgenda.sesion_id.in_([int(clave) for clave in sesiones]),
        )
        .order_by(PuntoDeAgenda.sesion_id, PuntoDeAgenda.orden)
    )
    puntos: dict[str, list[str]] = {}
    for sesion, titulo in db.session.execute(orden):
        puntos.setdefault(str(sesion), []).append(titulo)
    return puntos
