"""La ficha de una actividad, y cómo se buscan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, extract, func, select
from sqlalchemy.orm import selectinload

from registro.actividades.base import Actividad, buscar
from registro.actividades.conteos import declaradas, por_publico
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import ABIERTA, ANULADA
from registro.actividades.tipos import tipo_de
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.textos import clave


@dataclass(frozen=True, slots=True)
class FichaDeActividad:
    """Lo que las pantallas saben de una actividad. ``id`` es la llave interna; afuera sólo viaja ``uuid``.

    ``conteos`` son los declarados tal como se escribieron (público → personas; ``''`` es el total);
    ``declaradas`` lo que significan. ``propios`` son los datos de su tipo, pares (rótulo, texto), que en una
    lista no van.
    """

    id: int
    uuid: str
    tipo: TipoDeActividad
    titulo: str
    fecha: Fecha
    lugar: str
    localidad: str
    localidad_codigo: str | None
    estado: str
    sesiones: int
    notas: str
    origen: str
    version: int
    conteos: dict[str, int]
    propios: tuple[tuple[str, str], ...]
    creada_en: datetime
    creada_por: str
    abierta_en: datetime | None
    cerrada_en: datetime | None
    anulada_en: datetime | None
    anulada_por: str | None
    motivo: str | None

    @property
    def declaradas(self) -> int | None:
        """Cuántas personas declaró el equipo; ``None`` si no contó."""
        return declaradas(self.conteos)

    @property
    def por_publico(self) -> dict[str, int]:
        """El desglose que suma lo declarado."""
        return por_publico(self.conteos)


@dataclass(frozen=True, slots=True)
class Busqueda:
    """Qué actividades se quieren ver; lo vacío no filtra."""

    tipo: str = ""
    estado: str = ""
    localidad: str = ""
    vigencia: int | None = None
    texto: str = ""


def ficha(uuid: str | UUID) -> FichaDeActividad:
    """La actividad con ese identificador.

    :raises NoEncontrado: no existe.
    """
    actividad = buscar(db.session(), uuid)
    return replace(a_ficha(actividad), propios=tuple(tipo_de(actividad.tipo).ficha(actividad)))


def listar(busqueda: Busqueda, desde: int = 0, cuantas: int = 30) -> tuple[list[FichaDeActividad], int]:
    """Las más recientes primero (``cuantas`` desde ``desde``) y cuántas cumplen la búsqueda en total."""
    consulta = _filtrar(select(Actividad), busqueda)
    recientes = consulta.order_by(Actividad.fecha.desc(), Actividad.id.desc()).offset(desde).limit(cuantas)
    return _fichas(recientes), contar(busqueda)


def contar(busqueda: Busqueda) -> int:
    """Cuántas cumplen la búsqueda."""
    return db.session.scalar(_filtrar(select(func.count(Actividad.id)), busqueda)) or 0


def abiertas(claves: Iterable[str] | None = None) -> list[FichaDeActividad]:
    """Las que reciben asistencia ahora, las más recientes primero; con ``claves``, sólo de esos tipos."""
    consulta = select(Actividad).where(Actividad.estado == ABIERTA)
    if claves is not None:
        consulta = consulta.where(Actividad.tipo.in_(tuple(claves)))
    return _fichas(consulta.order_by(Actividad.fecha.desc(), Actividad.id.desc()))


def vigencias() -> list[int]:
    """Los años en que hay actividades, el último primero."""
    cual = extract("year", Actividad.fecha)
    return sorted((int(vigencia) for vigencia in db.session.scalars(select(cual).distinct())), reverse=True)


def parecida(tipo: TipoDeActividad, datos: Mapping[str, Any]) -> FichaDeActividad | None:
    """La que ya hay de ese tipo, ese día y en ese lugar (sin contar el mismo envío repetido).

    Donde no se escribió el lugar, la que dice lo mismo de su tipo: la misma entidad, la misma estación.
    """
    fecha, lugar = datos["fecha"], clave(datos.get("lugar") or "")
    if fecha.precision is not Precision.DIA:
        return None
    iguales = select(Actividad).where(
        Actividad.tipo.in_((tipo.clave,)),
        Actividad.fecha == fecha.dia,
        Actividad.estado != ANULADA,
        Actividad.lugar.has(clave=lugar) if lugar else _sin_lugar_y_dice_lo_mismo(tipo, datos),
    )
    halladas = _fichas(iguales.order_by(Actividad.id).limit(2))
    es_el_mismo_envio = any(ficha.uuid == str(datos["uuid"]) for ficha in halladas)
    return halladas[0] if halladas and not es_el_mismo_envio else None


def _sin_lugar_y_dice_lo_mismo(tipo: TipoDeActividad, datos: Mapping[str, Any]) -> ColumnElement[bool]:
    propias: Any = tipo.modelo.__table__.c
    dicho = {nombre: datos[nombre] for nombre in tipo.propios if datos.get(nombre)}
    iguales = select(propias.actividad_id).where(*(propias[nombre] == dato for nombre, dato in dicho.items()))
    return Actividad.lugar_id.is_(None) & Actividad.id.in_(iguales)


def a_ficha(actividad: Actividad) -> FichaDeActividad:
    """Ficha congelada de una actividad del modelo, sin los datos propios de su tipo."""
    return FichaDeActividad(
        id=actividad.id,
        uuid=str(actividad.uuid),
        tipo=tipo_de(actividad.tipo),
        titulo=actividad.titulo,
        fecha=Fecha(actividad.fecha, Precision(actividad.precision)),
        lugar=actividad.lugar.nombre if actividad.lugar else "",
        localidad=actividad.localidad.nombre if actividad.localidad else "",
        localidad_codigo=actividad.localidad_codigo,
        estado=actividad.estado,
        sesiones=actividad.sesiones,
        notas=actividad.notas,
        origen=actividad.origen,
        version=actividad.version,
        conteos={conteo.publico: conteo.cantidad for conteo in actividad.conteos},
        propios=(),
        creada_en=actividad.creada_en,
        creada_por=actividad.creada_por,
        abierta_en=actividad.abierta_en,
        cerrada_en=actividad.cerrada_en,
        anulada_en=actividad.anulada_en,
        anulada_por=actividad.anulada_por,
        motivo=actividad.motivo,
    )


def _fichas(consulta: Select[Any]) -> list[FichaDeActividad]:
    cargas = (
        selectinload(Actividad.conteos),
        selectinload(Actividad.lugar),
        selectinload(Actividad.localidad),
    )
    return [a_ficha(actividad) for actividad in db.session.scalars(consulta.options(*cargas))]


def _filtrar(consulta: Select[Any], busqueda: Busqueda) -> Select[Any]:
    if busqueda.tipo:
        consulta = consulta.where(Actividad.tipo.in_((busqueda.tipo,)))
    if busqueda.estado:
        consulta = consulta.where(Actividad.estado == busqueda.estado)
    if busqueda.localidad:
        consulta = consulta.where(Actividad.localidad_codigo == busqueda.localidad)
    if busqueda.vigencia:
        inicio, fin = date(busqueda.vigencia, 1, 1), date(busqueda.vigencia, 12, 31)
        consulta = consulta.where(Actividad.fecha.between(inicio, fin))
    for palabra in clave(busqueda.texto).split():
        consulta = consulta.where(Actividad.busqueda.contains(palabra, autoescape=True))
    return consulta
