"""Lecturas de las atenciones de Casa de Todas, para sus pantallas. Ninguna dice de quién es una tarjeta."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from registro.actividades.base import Actividad
from registro.actividades.casa_de_todas import DiaDeCasa
from registro.actividades.estados import ABIERTA, ANULADA
from registro.asistencia import atender
from registro.asistencia.ciudadana import Asistencia, Atencion, GestionDeAtencion
from registro.catalogos.consultas import FichaDeOpcion, etiquetas, opciones
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import Fecha, Precision
from registro.personas import consentimientos


@dataclass(frozen=True, slots=True)
class FichaDeDia:
    """Un día (o período) de atención y cuántas atenciones tiene."""

    id: int
    uuid: str
    cuando: str
    estado: str
    atenciones: int

    @property
    def abierto(self) -> bool:
        """Recibe atenciones."""
        return self.estado == ABIERTA


@dataclass(frozen=True, slots=True)
class FichaDeAtencion:
    """Una atención. ``visita`` numera a quien vino en el día: el mismo número es la misma mujer."""

    id: int
    asistencia_id: int
    visita: int
    con_tarjeta: bool
    area: str
    clase: str
    modalidad: str
    gestiones: tuple[tuple[str, str, int], ...]
    registrada_en: datetime
    registrada_por: str
    nombre_del_area: str
    nombre_de_la_clase: str
    nombre_de_la_modalidad: str
    hecho: str

    @property
    def resumen(self) -> str:
        """«Jurídica, Asesoría, Presencial»."""
        return f"{self.nombre_del_area}, {self.nombre_de_la_clase}, {self.nombre_de_la_modalidad}"


@dataclass(frozen=True, slots=True)
class VisitaSinAtencion:
    """Alguien cuya tarjeta se leyó hoy y todavía no tiene atención."""

    asistencia_id: int
    visita: int
    leida_en: datetime


@dataclass(frozen=True, slots=True)
class OpcionesDeArea:
    """Lo que se puede elegir en un área."""

    area: FichaDeOpcion
    clases: tuple[FichaDeOpcion, ...]
    hecho: tuple[tuple[str, FichaDeOpcion], ...]


def hoy() -> FichaDeDia | None:
    """El día de atención de hoy, si ya existe."""
    dia = atender.dia_de_hoy(db.session())
    return _ficha_de_dia(dia, _cuantas([dia.id])[dia.id]) if dia else None


def dia(uuid: UUID) -> FichaDeDia:
    """Un día de atención.

    :raises NoEncontrado: no existe.
    """
    encontrado = db.session.scalar(select(DiaDeCasa).where(DiaDeCasa.uuid == uuid))
    if encontrado is None:
        raise NoEncontrado("Ese día de atención no existe.")
    return _ficha_de_dia(encontrado, _cuantas([encontrado.id])[encontrado.id])


def dias(*, desde: int = 0, cuantos: int = 30) -> tuple[list[FichaDeDia], int]:
    """Los días de atención, el más reciente primero, y cuántos hay en total."""
    columnas = (DiaDeCasa.id, DiaDeCasa.uuid, DiaDeCasa.fecha, DiaDeCasa.precision, DiaDeCasa.estado)
    orden = select(*columnas).where(DiaDeCasa.estado != ANULADA)
    total = db.session.scalar(orden.with_only_columns(func.count())) or 0
    pagina = orden.order_by(DiaDeCasa.fin.desc(), DiaDeCasa.actividad_id.desc())
    hallados = db.session.execute(pagina.offset(desde).limit(cuantos)).all()
    cuantas = _cuantas([dia.id for dia in hallados])
    return [_ficha_de_dia(dia, cuantas[dia.id]) for dia in hallados], total


def atenciones(dia_id: int, *, desde: int = 0, cuantas: int = 100) -> list[FichaDeAtencion]:
    """Las atenciones de un día que cuentan, la más reciente primero."""
    orden = (
        select(Atencion, Asistencia.credencial_id)
        .join(Asistencia, Asistencia.id == Atencion.asistencia_id)
        .where(
            Asistencia.actividad_id == dia_id, Asistencia.anulada_en.is_(None), Atencion.anulada_en.is_(None)
        )
        .order_by(Atencion.registrada_en.desc(), Atencion.id.desc())
        .offset(desde)
        .limit(cuantas)
    )
    filas = [(atencion, credencial is not None) for atencion, credencial in db.session.execute(orden)]
    return _fichas(filas, dia_id)


def atencion(atencion_id: int) -> FichaDeAtencion:
    """Una atención que cuenta.

    :raises NoEncontrado: no existe o se anuló.
    """
    encontrada = atender.exigir_atencion(db.session(), atencion_id)
    visita = db.session.get_one(Asistencia, encontrada.asistencia_id)
    return _fichas([(encontrada, visita.credencial_id is not None)], visita.actividad_id)[0]


def lo_hecho(atenciones_ids: Sequence[int]) -> dict[int, str]:
    """Qué se hizo en cada atención que anotó algo: «Tutela; Derecho de petición (2)»."""
    nombres = {catalogo: etiquetas(catalogo) for catalogo in (atender.ACTUACION, atender.GESTION)}
    return {una: _escribir(propias, nombres) for una, propias in _gestiones(atenciones_ids).items()}


def visitas_sin_atencion(dia_id: int) -> list[VisitaSinAtencion]:
    """Las tarjetas leídas en el día que esperan su atención, la más reciente primero."""
    con_atencion = select(Atencion.asistencia_id).where(Atencion.anulada_en.is_(None))
    orden = select(Asistencia).where(
        Asistencia.actividad_id == dia_id,
        Asistencia.anulada_en.is_(None),
        Asistencia.cantidad == 1,
        Asistencia.id.not_in(con_atencion),
    )
    esperan = db.session.scalars(orden.order_by(Asistencia.id.desc())).all()
    numeros = _numeros(dia_id) if esperan else {}
    return [VisitaSinAtencion(una.id, numeros[una.id], una.leida_en) for una in esperan]


def visita(dia_id: int, asistencia_id: int) -> int:
    """El número de una visita dentro del día.

    :raises NoEncontrado: no es de ese día, o se quitó.
    """
    numeros = _numeros(dia_id)
    if asistencia_id not in numeros:
        raise NoEncontrado("Esa visita no es de hoy o se quitó. Lea la tarjeta otra vez.")
    return numeros[asistencia_id]


def por_autorizar(asistencia_id: int) -> str | None:
    """El texto que hay que leerle antes de guardar lo que recibe; nada si ya autorizó o no tiene tarjeta."""
    sesion = db.session()
    persona_id = atender.persona_de(sesion, asistencia_id)
    if persona_id is None or consentimientos.vigente(sesion, persona_id, consentimientos.ATENCION):
        return None
    return consentimientos.texto_vigente(sesion, consentimientos.ATENCION).texto


def areas() -> list[OpcionesDeArea]:
    """Cada área con sus clases y con lo que en ella se puede haber hecho (actuaciones y gestiones)."""
    return [
        OpcionesDeArea(
            area,
            opciones("clase", area.clave),
            tuple(
                (catalogo, opcion)
                for catalogo in (atender.ACTUACION, atender.GESTION)
                for opcion in opciones(catalogo, area.clave)
            ),
        )
        for area in opciones("area")
    ]


def modalidades() -> tuple[FichaDeOpcion, ...]:
    """Las modalidades que se ofrecen."""
    return opciones("modalidad")


def _ficha_de_dia(dia: Any, atenciones: int) -> FichaDeDia:
    """De un día del modelo o de una fila con sus columnas, que se llaman igual."""
    cuando = Fecha(dia.fecha, Precision(dia.precision)).larga
    return FichaDeDia(dia.id, str(dia.uuid), cuando, dia.estado, atenciones)


def _cuantas(ids: Sequence[int]) -> Counter[int]:
    orden = (
        select(Actividad.id, func.count(Atencion.id).label("cuantas"))
        .join(Asistencia, Asistencia.actividad_id == Actividad.id)
        .join(Atencion, Atencion.asistencia_id == Asistencia.id)
        .where(Actividad.id.in_(ids), Asistencia.anulada_en.is_(None), Atencion.anulada_en.is_(None))
        .group_by(Actividad.id)
    )
    return Counter({fila.id: fila.cuantas for fila in db.session.execute(orden)})


def _numeros(dia_id: int) -> dict[int, int]:
    orden = select(Asistencia.id).where(Asistencia.actividad_id == dia_id, Asistencia.anulada_en.is_(None))
    ids = db.session.scalars(orden.order_by(Asistencia.leida_en, Asistencia.id))
    return {asistencia_id: numero for numero, asistencia_id in enumerate(ids, start=1)}


def _fichas(filas: Sequence[tuple[Atencion, bool]], dia_id: int) -> list[FichaDeAtencion]:
    if not filas:
        return []
    nombres = {
        catalogo: etiquetas(catalogo)
        for catalogo in ("area", "clase", "modalidad", atender.ACTUACION, atender.GESTION)
    }
    gestiones = _gestiones([atencion.id for atencion, _ in filas])
    numeros = _numeros(dia_id)
    fichas = []
    for atencion, con_tarjeta in filas:
        propias = gestiones.get(atencion.id, ())
        fichas.append(
            FichaDeAtencion(
                id=atencion.id,
                asistencia_id=atencion.asistencia_id,
                visita=numeros[atencion.asistencia_id],
                con_tarjeta=con_tarjeta,
                area=atencion.area,
                clase=atencion.clase,
                modalidad=atencion.modalidad,
                gestiones=propias,
                registrada_en=atencion.registrada_en,
                registrada_por=atencion.registrada_por,
                nombre_del_area=nombres["area"].get(atencion.area, atencion.area),
                nombre_de_la_clase=nombres["clase"].get(atencion.clase, atencion.clase),
                nombre_de_la_modalidad=nombres["modalidad"].get(atencion.modalidad, atencion.modalidad),
                hecho=_escribir(propias, nombres),
            )
        )
    return fichas


def _gestiones(ids: Sequence[int]) -> dict[int, tuple[tuple[str, str, int], ...]]:
    orden = select(GestionDeAtencion).where(GestionDeAtencion.atencion_id.in_(ids))
    por_atencion: dict[int, Counter[tuple[str, str]]] = {}
    for una in db.session.scalars(orden.order_by(GestionDeAtencion.id)):
        por_atencion.setdefault(una.atencion_id, Counter())[una.catalogo, una.clave] += 1
    return {
        atencion_id: tuple((catalogo, clave, veces) for (catalogo, clave), veces in cuenta.items())
        for atencion_id, cuenta in por_atencion.items()
    }


def _escribir(gestiones: Sequence[tuple[str, str, int]], nombres: Mapping[str, Mapping[str, str]]) -> str:
    """«Tutela; Derecho de petición (2)»."""
    return "; ".join(
        nombres[catalogo].get(clave, clave) + (f" ({veces})" if veces > 1 else "")
        for catalogo, clave, veces in gestiones
    )
