"""Aplicar una regla al registro: cuánto mide en un período, y cuántos registros la sostienen.

Cada medida es una sola consulta agrupada por vigencia. Una vigencia en que la fuente no tiene ningún registro
no mide cero: no se sabe.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, extract, func, literal, or_, select

from registro.actividades.base import Actividad, Conteo
from registro.actividades.conteos import TOTAL
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.tipos import TIPOS
from registro.asistencia.ciudadana import Asistencia, Atencion
from registro.extensiones import db
from registro.indicadores.consultas.alcance import Alcance, columnas_de
from registro.indicadores.consultas.realizadas import leidas_de
from registro.indicadores.reglas import ATENCIONES, PUBLICO, Medida, Regla
from registro.personas.modelo import Credencial, Persona


@dataclass(frozen=True, slots=True)
class Medicion:
    """Lo que una regla da en una vigencia.

    :param valor: sin él no se sabe: la fuente no tiene registros, o ninguno informó.
    :param registros: cuántos registros pasan los filtros. :param sin_persona: asistencias de nadie conocido.
    """

    valor: Decimal | None
    registros: int
    sin_persona: int = 0


VACIA, CERO = Medicion(None, 0), Medicion(Decimal(0), 0)


def medir(regla: Regla, desde: date, hasta: date) -> dict[int, Medicion]:
    """Por vigencia, lo que la regla mide entre dos días."""
    alcance = Alcance(desde, hasta)
    filas = db.session.execute(_MEDIR[regla.medida](regla, alcance)).all()
    medidas = {
        int(vigencia): Medicion(_exacto(valor), int(registros), int(sin_persona or 0))
        for vigencia, valor, registros, sin_persona in filas
    }
    return {vigencia: medidas.get(vigencia, CERO) for vigencia in _con_fuente(regla, alcance)}


def medir_en(regla: Regla, vigencia: int, hasta: date) -> Medicion:
    """Lo de una vigencia hasta un día."""
    fin = min(hasta, date(vigencia, 12, 31))
    return medir(regla, date(vigencia, 1, 1), fin).get(vigencia, VACIA)


def _exacto(valor: Any) -> Decimal | None:
    return None if valor is None else Decimal(valor)


_vigencia = extract("year", Actividad.fecha)


def _con_fuente(regla: Regla, alcance: Alcance) -> set[int]:
    """Las vigencias en que la fuente tiene algo, pase o no los filtros: ahí no hallar nada es un cero."""
    orden = select(_vigencia).where(*alcance.realizadas()).distinct()
    if regla.fuente == ATENCIONES:
        claves = [clave for clave, tipo in TIPOS.items() if tipo.con_atenciones]
        orden = orden.where(Actividad.tipo.in_(claves))
    else:
        orden = orden.where(Actividad.tipo.in_([regla.fuente]))
    return {int(vigencia) for vigencia in db.session.scalars(orden)}


def tipo_de_regla(regla: Regla) -> TipoDeActividad:
    """El tipo de actividad que es su fuente."""
    return TIPOS[regla.fuente]


def actividades(regla: Regla, alcance: Alcance, *columnas: Any) -> Select[Any]:
    """Las actividades de la fuente que pasan los filtros."""
    tipo = tipo_de_regla(regla)
    propias = columnas_de(tipo)
    condiciones: list[ColumnElement[bool]] = [Actividad.tipo.in_([tipo.clave]), *alcance.realizadas()]
    for nombre, valores in regla.filtros:
        if nombre == "localidad":
            condiciones.append(Actividad.localidad_codigo.in_(valores))
        elif nombre != PUBLICO:
            condiciones.append(propias[nombre].in_(valores))
    unida = (
        select(*columnas)
        .select_from(Actividad)
        .join(propias.actividad_id.table, propias.actividad_id == Actividad.id)
    )
    return unida.where(*condiciones)


def atenciones(regla: Regla, alcance: Alcance, *columnas: Any) -> Select[Any]:
    """Las atenciones que pasan los filtros, ninguna anulada."""
    condiciones: list[ColumnElement[bool]] = [
        Atencion.anulada_en.is_(None),
        Asistencia.anulada_en.is_(None),
        *alcance.realizadas(),
    ]
    for nombre, valores in regla.filtros:
        columna: Any = Actividad.localidad_codigo if nombre == "localidad" else getattr(Atencion, nombre)
        condiciones.append(columna.in_(valores))
    return (
        select(*columnas)
        .select_from(Atencion)
        .join(Asistencia, Asistencia.id == Atencion.asistencia_id)
        .join(Actividad, Actividad.id == Asistencia.actividad_id)
        .where(*condiciones)
    )


def _sesiones(regla: Regla, alcance: Alcance) -> Select[Any]:
    medida = func.sum(Actividad.sesiones), func.count(), 0
    return actividades(regla, alcance, _vigencia, *medida).group_by(_vigencia)


def _atendidas(regla: Regla, alcance: Alcance) -> Select[Any]:
    return atenciones(regla, alcance, _vigencia, func.count(), func.count(), 0).group_by(_vigencia)


def _cantidades(regla: Regla, alcance: Alcance) -> Select[Any]:
    """La cantidad declarada; las que no la declararon no suman ni se cuentan."""
    cantidad = columnas_de(tipo_de_regla(regla)).cantidad
    medida = func.sum(cantidad), func.count(cantidad), 0
    return actividades(regla, alcance, _vigencia, *medida).group_by(_vigencia)


def _asistencias(regla: Regla, alcance: Alcance) -> Select[Any]:
    """Por actividad, lo leído o lo declarado, lo que sea más; donde nadie contó ni leyó, no se sabe."""
    publicos = regla.valores(PUBLICO)
    leidas = _leidas(regla, publicos).label("leidas")
    declaradas = _declaradas(publicos).label("declaradas")
    cada_una = actividades(regla, alcance, _vigencia.label("vigencia"), leidas, declaradas).subquery().c
    informada = or_(cada_una.leidas > 0, cada_una.declaradas.is_not(None))
    mayor = case(
        (func.coalesce(cada_una.declaradas, 0) > cada_una.leidas, cada_una.declaradas), else_=cada_una.leidas
    )
    cuantas = func.sum(case((informada, 1), else_=0))
    columnas: tuple[Any, ...] = cada_una.vigencia, func.sum(case((informada, mayor))), cuantas, literal(0)
    return select(*columnas).group_by(cada_una.vigencia)


def _leidas(regla: Regla, publicos: tuple[str, ...]) -> ColumnElement[int]:
    """Lo leído de cada actividad; con público, sólo lo que se leyó diciendo de cuál era."""
    if not publicos:
        return leidas_de(tipo_de_regla(regla))["leidas"]
    if tipo_de_regla(regla).institucional:
        return literal(0)  # su asistencia no dice de qué público es: sólo lo dice el conteo
    tabla = Asistencia
    propias = tabla.actividad_id == Actividad.id, tabla.anulada_en.is_(None), tabla.publico.in_(publicos)
    suma = select(func.coalesce(func.sum(tabla.cantidad), 0)).where(*propias)
    return suma.correlate(Actividad).scalar_subquery()


def _declaradas(publicos: tuple[str, ...]) -> ColumnElement[int | None]:
    suma = select(func.sum(Conteo.cantidad)).where(Conteo.actividad_id == Actividad.id)
    if publicos:
        return suma.where(Conteo.publico.in_(publicos)).correlate(Actividad).scalar_subquery()
    total = suma.where(Conteo.publico == TOTAL).correlate(Actividad).scalar_subquery()
    desglose = suma.where(Conteo.publico != TOTAL).correlate(Actividad).scalar_subquery()
    return func.coalesce(total, desglose)


def _personas(regla: Regla, alcance: Alcance) -> Select[Any]:
    """Personas distintas por persona, no por tarjeta; lo que no es de nadie conocido va aparte."""
    quien = func.coalesce(Persona.fusionada_en_id, Persona.id)
    sin_persona = func.sum(case((quien.is_(None), Asistencia.cantidad), else_=0))
    medida = _vigencia, func.count(distinct(quien)), func.count(), sin_persona
    if regla.fuente == ATENCIONES:
        orden = atenciones(regla, alcance, *medida)
    else:
        orden = actividades(regla, alcance, *medida).join(
            Asistencia, (Asistencia.actividad_id == Actividad.id) & Asistencia.anulada_en.is_(None)
        )
    con_persona = orden.outerjoin(Credencial, Credencial.id == Asistencia.credencial_id)
    return con_persona.outerjoin(Persona, Persona.id == Credencial.persona_id).group_by(_vigencia)


_MEDIR: dict[Medida, Callable[[Regla, Alcance], Select[Any]]] = {
    Medida.ACTIVIDADES: _sesiones,
    Medida.ASISTENCIAS: _asistencias,
    Medida.ATENCIONES: _atendidas,
    Medida.PERSONAS: _personas,
    Medida.CANTIDAD: _cantidades,
}
