"""Los compromisos de una instancia: quién, para cuándo, en qué van y cuáles están vencidos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from registro.actas.juntar import acta_de, sesion_de_mesa
from registro.actas.modelo import Compromiso
from registro.actas.reglas import ABIERTOS, ESTADOS, dias_de_atraso
from registro.actividades.base import Actividad
from registro.actividades.estados import ANULADA
from registro.actividades.zesai import SesionDeMesa
from registro.errores import NoEncontrado
from registro.extensiones import db
from registro.fechas import hoy
from registro.instancias.modelo import EntidadDePuesto, Puesto
from registro.recordadas import recordada
from registro.textos import orden as alfabetico


@dataclass(frozen=True, slots=True)
class FichaDeSeguimiento:
    """En qué iba cuando alguien preguntó."""

    estado: str
    texto: str
    anotado_en: datetime
    anotado_por: str


@dataclass(frozen=True, slots=True)
class FichaDeCompromiso:
    """Un compromiso. ``atraso`` son los días que lleva vencido; 0 si no lo está."""

    id: int
    que: str
    entidad: str
    entidad_id: int
    vence: date | None
    estado: str
    atraso: int
    sesion: str
    instancia_id: int
    dia: date
    corregible: bool
    seguimientos: tuple[FichaDeSeguimiento, ...]

    @property
    def abierto(self) -> bool:
        """Todavía hay que hacerlo."""
        return self.estado in ABIERTOS

    @property
    def palabra(self) -> str:
        """En qué está, en palabras."""
        return ESTADOS[self.estado]


def compromisos(
    instancia_id: int, desde: date | None = None, hasta: date | None = None
) -> list[FichaDeCompromiso]:
    """Los de sus sesiones sin anular (entre dos fechas, si se dicen): los más atrasados primero."""
    orden = _orden().where(SesionDeMesa.instancia_id == instancia_id, Actividad.estado != ANULADA)
    if desde:
        orden = orden.where(Actividad.fecha >= desde)
    if hasta:
        orden = orden.where(Actividad.fecha <= hasta)
    fichas = [_ficha(uno, corregible=False) for uno in db.session.scalars(orden)]
    return sorted(fichas, key=lambda una: (-una.atraso, not una.abierto, una.vence or date.max, una.id))


@recordada
def vencidos(instancia_id: int) -> int:
    """Cuántos de sus sesiones sin anular están vencidos."""
    orden = (
        select(Compromiso.estado, Compromiso.vence)
        .join(SesionDeMesa, SesionDeMesa.actividad_id == Compromiso.sesion_id)
        .where(SesionDeMesa.instancia_id == instancia_id, Actividad.estado != ANULADA)
    )
    return sum(dias_de_atraso(estado, vence, hoy()) > 0 for estado, vence in db.session.execute(orden))


def compromisos_de_sesion(uuid: str) -> list[FichaDeCompromiso]:
    """Los que se adquirieron en la sesión, en su orden."""
    reunion = sesion_de_mesa(db.session(), uuid)
    orden = _orden().where(Compromiso.sesion_id == reunion.id).order_by(Compromiso.id)
    return [_ficha(uno, corregible=_corregible(uno)) for uno in db.session.scalars(orden)]


def compromiso(compromiso_id: int) -> FichaDeCompromiso:
    """Un compromiso con todo su seguimiento.

    :raises NoEncontrado: no existe.
    """
    hallado = db.session.get(Compromiso, compromiso_id)
    if hallado is None:
        raise NoEncontrado("Ese compromiso no existe.")
    return _ficha(hallado, corregible=_corregible(hallado))


def entidades_que_responden(instancia_id: int) -> list[tuple[int, str]]:
    """Las entidades que han ocupado un puesto: pares (id, nombre), en orden alfabético."""
    orden = (
        select(EntidadDePuesto)
        .join(Puesto, Puesto.id == EntidadDePuesto.puesto_id)
        .where(Puesto.instancia_id == instancia_id)
        .options(selectinload(EntidadDePuesto.entidad))
    )
    pares = {uno.entidad_id: uno.entidad.nombre for uno in db.session.scalars(orden)}
    return sorted(pares.items(), key=lambda par: alfabetico(par[1]))


def _orden() -> Select[Compromiso]:
    return (
        select(Compromiso)
        .join(SesionDeMesa, SesionDeMesa.actividad_id == Compromiso.sesion_id)
        .options(
            selectinload(Compromiso.sesion),
            selectinload(Compromiso.entidad),
            selectinload(Compromiso.seguimientos),
        )
    )


def _corregible(uno: Compromiso) -> bool:
    acta = acta_de(db.session(), uno.sesion)
    return (acta is None or acta.aprobada_el is None) and uno.sesion.estado != ANULADA


def _ficha(uno: Compromiso, *, corregible: bool) -> FichaDeCompromiso:
    return FichaDeCompromiso(
        id=uno.id,
        que=uno.que,
        entidad=uno.entidad.nombre,
        entidad_id=uno.entidad_id,
        vence=uno.vence,
        estado=uno.estado,
        atraso=dias_de_atraso(uno.estado, uno.vence, hoy()),
        sesion=str(uno.sesion.uuid),
        instancia_id=uno.sesion.instancia_id,
        dia=uno.sesion.fecha,
        corregible=corregible,
        seguimientos=tuple(
            FichaDeSeguimiento(ESTADOS[s.estado], s.texto, s.anotado_en, s.anotado_por)
            for s in reversed(uno.seguimientos)
        ),
    )
