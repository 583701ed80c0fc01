"""Los hechos que se cuentan, con sus rasgos. Las respuestas, sólo de quien autorizó usarlas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, select

from registro.actividades.base import Actividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.asistencia.institucional import AsistenciaInstitucional
from registro.extensiones import db
from registro.fechas import Precision
from registro.indicadores import formulas
from registro.indicadores.consultas import dichas
from registro.indicadores.consultas.alcance import CON_ATENCIONES, Alcance
from registro.indicadores.consultas.atendidas import fusiones
from registro.indicadores.consultas.realizadas import de_tipo
from registro.indicadores.contados import (
    ASISTENCIAS,
    ATENCIONES,
    CANTIDADES,
    GESTIONES,
    INSTITUCIONAL,
    Contado,
)
from registro.instancias.modelo import Puesto
from registro.personas.modelo import Credencial
from registro.personas.respuestas import SIN_INFORMACION


def contados(universo: str) -> list[Contado]:
    """Todos los hechos de un universo."""
    return list(_DE_UNIVERSO[universo]())


def _asistencias() -> Iterator[Contado]:
    con = fusiones()
    lo_dicho = dichas.leer(con)
    propias = Actividad.uuid, Asistencia.id, Asistencia.cantidad, Credencial.persona_id
    orden = _de_actividades(*propias).join(Asistencia, Asistencia.actividad_id == Actividad.id)
    orden = orden.outerjoin(Credencial, Credencial.id == Asistencia.credencial_id)
    for fila in db.session.execute(orden.where(Asistencia.anulada_en.is_(None))):
        *donde, actividad, asistencia, cantidad, propia = fila
        persona = None if propia is None else formulas.persona_final(propia, con)
        rasgos = (*_donde(*donde), *lo_dicho.de(persona, *donde[1:3]), str(actividad))
        yield Contado(rasgos, cantidad, persona, asistencia)
    yield from _sin_leer(institucional=False)


def _atenciones() -> Iterator[Contado]:
    con = fusiones()
    lo_dicho = dichas.leer(con)
    propias = Asistencia.id, Atencion.area, Atencion.clase, Atencion.modalidad, Credencial.persona_id
    orden = (
        _de_actividades(*propias)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .join(Atencion, Atencion.asistencia_id == Asistencia.id)
        .outerjoin(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(Asistencia.anulada_en.is_(None), Atencion.anulada_en.is_(None))
    )
    for *donde, asistencia, area, clase, modalidad, propia in db.session.execute(orden):
        persona = None if propia is None else formulas.persona_final(propia, con)
        respuestas = lo_dicho.de(persona, *donde[1:3])
        rasgos = (*_donde(*donde), *respuestas, f"{area}|{clase}", modalidad)
        yield Contado(rasgos, 1, persona, asistencia)


def _gestiones() -> Iterator[Contado]:
    con, propia = fusiones(), GestionDeAtencion
    orden = (
        _de_actividades(Asistencia.id, propia.catalogo, propia.clave, Credencial.persona_id)
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .join(Atencion, Atencion.asistencia_id == Asistencia.id)
        .join(propia, propia.atencion_id == Atencion.id)
        .outerjoin(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(Asistencia.anulada_en.is_(None), Atencion.anulada_en.is_(None))
        .where(Actividad.tipo.in_(CON_ATENCIONES))
    )
    for *donde, asistencia, catalogo, clave, de_quien in db.session.execute(orden):
        persona = None if de_quien is None else formulas.persona_final(de_quien, con)
        yield Contado((*_donde(*donde), f"{catalogo}|{clave}"), 1, persona, asistencia)


def _cantidades() -> Iterator[Contado]:
    """Lo que dejó cada encuentro en su unidad, si son unidades enteras: graduadas, entregas, escenarios."""
    for hecho in de_tipo(Alcance(), "encuentro"):
        cantidad = hecho.propios["cantidad"]
        if isinstance(cantidad, Decimal) and cantidad > 0 and cantidad == cantidad.to_integral_value():
            mes = mes_de(hecho.fecha.dia, hecho.fecha.precision)
            yield Contado((hecho.localidad_codigo, mes, hecho.tipo, hecho.uuid), int(cantidad))


def _institucionales() -> Iterator[Contado]:
    propia = AsistenciaInstitucional
    orden = (
        _de_actividades(Actividad.uuid, propia.cantidad, propia.entidad, Puesto.nombre)
        .join(propia, propia.actividad_id == Actividad.id)
        .outerjoin(Puesto, Puesto.id == propia.puesto_id)
        .where(propia.anulada_en.is_(None))
    )
    for *donde, actividad, cantidad, entidad, puesto in db.session.execute(orden):
        de_donde = entidad or puesto or SIN_INFORMACION
        yield Contado((*_donde(*donde), de_donde, str(actividad)), cantidad)
    yield from _sin_leer(institucional=True)


_DE_UNIVERSO = {
    ASISTENCIAS: _asistencias,
    ATENCIONES: _atenciones,
    INSTITUCIONAL: _institucionales,
    GESTIONES: _gestiones,
    CANTIDADES: _cantidades,
}


def _donde(localidad: str | None, dia: date, precision: str, tipo: str) -> tuple[str, str, str]:
    return localidad or "", mes_de(dia, precision), tipo


def _de_actividades(*columnas: Any) -> Select[Any]:
    propias = Actividad.localidad_codigo, Actividad.fecha, Actividad.precision, Actividad.tipo
    return select(*propias, *columnas).select_from(Actividad).where(*Alcance().realizadas())


def _sin_leer(*, institucional: bool) -> Iterator[Contado]:
    """Lo que el equipo declaró y no alcanzó a leerse: cuenta, y de nadie se sabe nada."""
    callados = (SIN_INFORMACION,) if institucional else dichas.CALLADA
    for clave, tipo in TIPOS.items():
        for hecho in de_tipo(Alcance(), clave) if tipo.institucional == institucional else ():
            resto = formulas.asistencias(hecho.conteos).total - hecho.conteos.leidas
            if resto:
                mes = mes_de(hecho.fecha.dia, hecho.fecha.precision)
                yield Contado((hecho.localidad_codigo, mes, clave, *callados, hecho.uuid), resto)


def mes_de(dia: date, precision: str) -> str:
    """«2023-03», o sólo «2023» si del mes no se sabe."""
    return str(dia.year) if Precision(precision) is Precision.ANIO else f"{dia:%Y-%m}"
