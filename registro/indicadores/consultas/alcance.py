"""Hasta dónde mira una consulta: período, lugar y lo que pide el filtro de una casilla."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, extract, func, or_, select

from registro.actividades.base import Actividad
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import REALIZADA
from registro.actividades.tipos import TIPOS
from registro.errores import ErrorDeRegistro
from registro.extensiones import db
from registro.fechas import Precision
from registro.textos import abreviar

CON_ATENCIONES = [clave for clave, tipo in TIPOS.items() if tipo.con_atenciones]
FIN_DE_ANO = (12, 31)
_ES_UN_DIA = Actividad.precision == Precision.DIA.value


@dataclass(frozen=True, slots=True)
class Alcance:
    """Período (una actividad entra si el suyo terminó al corte), localidad y filtro de la casilla.

    :param terminadas_desde: sólo las que terminaron ese día o después; es como se parte un año.
    """

    desde: date | None = None
    hasta: date | None = None
    localidad: str | None = None
    filtro: Mapping[str, str] = field(default_factory=dict)
    terminadas_desde: date | None = None

    def realizadas(self) -> list[ColumnElement[bool]]:
        """Condiciones sobre ``Actividad``: realizadas (nunca anuladas ni por venir) dentro del alcance."""
        condiciones: list[ColumnElement[bool]] = [Actividad.estado.in_(REALIZADA)]
        if self.desde:
            condiciones.append(Actividad.fecha >= self.desde)
        if self.hasta:  # un día termina en él mismo: el período queda dicho con la fecha, que tiene índice
            condiciones += [Actividad.fecha <= self.hasta, or_(_ES_UN_DIA, Actividad.fin <= self.hasta)]
        if self.terminadas_desde:
            condiciones.append(Actividad.fin >= self.terminadas_desde)
        if self.localidad:
            condiciones.append(Actividad.localidad_codigo == self.localidad)
        if "actividad" in self.filtro:
            condiciones.append(Actividad.uuid == _uuid(self.filtro["actividad"]))
        if "localidad" in self.filtro:
            codigo = self.filtro["localidad"]
            sin = Actividad.localidad_codigo.is_(None)
            condiciones.append(Actividad.localidad_codigo == codigo if codigo else sin)
        return condiciones

    def de_tipo(self, tipo: TipoDeActividad) -> list[ColumnElement[bool]]:
        """Las mismas, más las de las columnas propias del tipo que el filtro nombre (``categoria``…)."""
        return [Actividad.tipo.in_([tipo.clave]), *self.realizadas(), *self._propias(tipo)]

    def de_tipos(self, claves: Sequence[str]) -> list[ColumnElement[bool]]:
        """Las de varios tipos, sin haber unido la tabla de ninguno."""
        condiciones = [Actividad.tipo.in_(claves), *self.realizadas()]
        for clave in claves:
            if propias := self._propias(TIPOS[clave]):
                suyas = select(columnas_de(TIPOS[clave]).actividad_id).where(*propias)
                condiciones.append(or_(Actividad.tipo.not_in([clave]), Actividad.id.in_(suyas)))
        return condiciones

    def llave(self, claves: Sequence[str]) -> tuple[Hashable, ...]:
        """Lo que ``de_tipos`` mira, para recordar lo que se contó con ello."""
        propios = (nombre for clave in claves for nombre in TIPOS[clave].propios)
        filtro = (self.filtro.get(nombre) for nombre in ("actividad", "localidad", *propios))
        return self.desde, self.hasta, self.terminadas_desde, self.localidad, *claves, *filtro

    def _propias(self, tipo: TipoDeActividad) -> list[ColumnElement[bool]]:
        columnas = columnas_de(tipo)
        return [columnas[nombre] == self.filtro[nombre] for nombre in tipo.propios if nombre in self.filtro]


def columnas_de(tipo: TipoDeActividad) -> Any:
    """Las columnas de la tabla propia del tipo, por nombre."""
    modelo: Any = tipo.modelo
    return modelo.__table__.c


def primera_y_ultima(clave: str) -> tuple[date, date] | None:
    """La primera y la última fecha con algo realizado de un tipo, si hay."""
    orden = select(func.min(Actividad.fecha), func.max(Actividad.fecha)).where(
        Actividad.tipo.in_([clave]), Actividad.estado.in_(REALIZADA)
    )
    primera, ultima = db.session.execute(orden).one()
    return (primera, ultima) if primera else None


def sin_terminar(alcance: Alcance, claves: Sequence[str]) -> int:
    """Las de que sólo se sabe el mes o el año, si comienza antes del corte y no termina en él."""
    if alcance.hasta is None or (alcance.hasta.month, alcance.hasta.day) == FIN_DE_ANO:
        return 0
    antes = replace(alcance, hasta=None).realizadas()
    medias = (Actividad.fecha <= alcance.hasta, Actividad.fin > alcance.hasta)
    orden = select(func.count()).where(Actividad.tipo.in_(claves), ~_ES_UN_DIA, *antes, *medias)
    return db.session.scalar(orden) or 0


def vigencias_con_algo() -> list[int]:
    """Los años en que se realizó algo, del más reciente al más antiguo."""
    anual = extract("year", Actividad.fecha)
    orden = select(anual).where(Actividad.estado.in_(REALIZADA)).distinct()
    return sorted((int(vigencia) for vigencia in db.session.scalars(orden)), reverse=True)


def _uuid(texto: str) -> UUID:
    try:
        return UUID(texto)
    except ValueError as error:
        raise ErrorDeRegistro(
            f"«{abreviar(texto)}» no identifica ninguna actividad. "
            "Vuelva a la tabla y abra la cifra desde ahí."
        ) from error
