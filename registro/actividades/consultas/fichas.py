"""La ficha de una actividad, y cómo se buscan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, extract, func, select

from registro.actividades.base import Actividad, Conteo, buscar
from registro.actividades.conteos import declaradas, por_publico
from registro.actividades.declaracion import TipoDeActividad
from registro.actividades.estados import ABIERTA, ANULADA
from registro.actividades.tipos import tipo_de
from registro.catalogos.modelo import Localidad, Lugar
from registro.extensiones import db, tabla_de
from registro.fechas import Fecha, Precision
from registro.recordadas import recordada
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


@recordada
def ficha(uuid: str | UUID) -> FichaDeActividad:
    """La actividad con ese identificador.

    :raises NoEncontrado: no existe.
    """
    actividad = buscar(db.session(), uuid)
    return replace(a_ficha(actividad), propios=tuple(tipo_de(actividad.tipo).ficha(actividad)))


def listar(busqueda: Busqueda, desde: int = 0, cuantas: int = 30) -> tuple[tuple[FichaDeActividad, ...], int]:
    """Las más recientes primero (``cuantas`` desde ``desde``) y cuántas cumplen la búsqueda en total."""
    return _recientes(busqueda, desde, cuantas), contar(busqueda)


@recordada
def _recientes(busqueda: Busqueda, desde: int, cuantas: int) -> tuple[FichaDeActividad, ...]:
    consulta = _filtrar(select(Actividad), busqueda)
    recientes = consulta.order_by(Actividad.fecha.desc(), Actividad.id.desc()).offset(desde).limit(cuantas)
    return _fichas(recientes)


@recordada
def contar(busqueda: Busqueda) -> int:
    """Cuántas cumplen la búsqueda."""
    return db.session.scalar(_filtrar(select(func.count(Actividad.id)), busqueda)) or 0


@recordada
def abiertas(claves: tuple[str, ...] | None = None) -> tuple[FichaDeActividad, ...]:
    """Las que reciben asistencia ahora, las más recientes primero; con ``claves``, sólo de esos tipos."""
    consulta = select(Actividad).where(Actividad.estado == ABIERTA)
    if claves is not None:
        consulta = consulta.where(Actividad.tipo.in_(claves))
    return _fichas(consulta.order_by(Actividad.fecha.desc(), Actividad.id.desc()))


@recordada
def vigencias() -> tuple[int, ...]:
    """Los años en que hay actividades, el último primero."""
    anuales = db.session.scalars(select(extract("year", Actividad.fecha)).distinct())
    return tuple(sorted((int(vigencia) for vigencia in anuales), reverse=True))


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
    lugar = actividad.lugar.nombre if actividad.lugar else ""
    localidad = actividad.localidad.nombre if actividad.localidad else ""
    return _ficha(actividad, lugar, localidad, {uno.publico: uno.cantidad for uno in actividad.conteos})


def _ficha(de: Any, lugar: str, localidad: str, conteos: dict[str, int]) -> FichaDeActividad:
    """De una actividad del modelo o de una fila con sus columnas, que se llaman igual."""
    return FichaDeActividad(
        id=de.id,
        uuid=str(de.uuid),
        tipo=tipo_de(de.tipo),
        titulo=de.titulo,
        fecha=Fecha(de.fecha, Precision(de.precision)),
        lugar=lugar,
        localidad=localidad,
        localidad_codigo=de.localidad_codigo,
        estado=de.estado,
        sesiones=de.sesiones,
        notas=de.notas,
        origen=de.origen,
        version=de.version,
        conteos=conteos,
        propios=(),
        creada_en=de.creada_en,
        creada_por=de.creada_por,
        abierta_en=de.abierta_en,
        cerrada_en=de.cerrada_en,
        anulada_en=de.anulada_en,
        anulada_por=de.anulada_por,
        motivo=de.motivo,
    )


def _fichas(consulta: Select[Any]) -> tuple[FichaDeActividad, ...]:
    """Las de una lista: por columnas, sin hacer un objeto del modelo de cada fila."""
    columnas = (*tabla_de(Actividad).c, Lugar.nombre.label("lugar"), Localidad.nombre.label("localidad"))
    filas = db.session.execute(
        consulta.outerjoin(Actividad.lugar)
        .outerjoin(Actividad.localidad)
        .with_only_columns(*columnas, maintain_column_froms=True)
    ).all()
    if not filas:
        return ()
    conteos: dict[int, dict[str, int]] = {fila.id: {} for fila in filas}
    orden = select(Conteo.actividad_id, Conteo.publico, Conteo.cantidad).order_by(Conteo.publico)
    for actividad_id, publico, cantidad in db.session.execute(
        orden.where(Conteo.actividad_id.in_(list(conteos)))
    ):
        conteos[actividad_id][publico] = cantidad
    return tuple(_ficha(fila, fila.lugar or "", fila.localidad or "", conteos[fila.id]) for fila in filas)


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
