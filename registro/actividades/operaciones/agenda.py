"""Los puntos del orden del día de una sesión y las funciones que desarrolla cada uno."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.actividades.agenda_escrita import leer_puntos
from registro.actividades.base import buscar, objeto
from registro.actividades.estados import revisar_cambio
from registro.actividades.zesai import (
    LARGO_DE_PRESENTA,
    LARGO_DE_PUNTO,
    PuntoDeAgenda,
    SesionDeMesa,
    etiquetar,
    exigir_vigente,
)
from registro.errores import EnConflicto, ErrorDeRegistro, NoEncontrado
from registro.extensiones import ahora_utc, transaccion
from registro.instancias.consultas import funciones
from registro.instancias.modelo import Funcion
from registro.seguridad.bitacora import anotar
from registro.seguridad.permisos import Actor
from registro.textos import limpiar


@dataclass(frozen=True, slots=True)
class DatosDePunto:
    """Lo que se dice de un punto: de qué trata, quién lo presenta y qué funciones desarrolla (por id)."""

    titulo: str
    presenta: str = ""
    funciones: tuple[int, ...] = ()


def agregar_punto(actor: Actor, uuid: str | UUID, datos: DatosDePunto) -> int:
    """Añade un punto al final del orden del día y devuelve su id.

    :raises ErrorDeRegistro: falta el título, o una función no es de la instancia.
    """
    with transaccion() as sesion:
        reunion = _sesion_de_mesa(sesion, uuid)
        ultimo = max((punto.orden for punto in reunion.puntos), default=0)
        punto = PuntoDeAgenda(orden=ultimo + 1, titulo="", presenta="", funciones=[])
        _llenar(sesion, reunion, punto, datos)
        reunion.puntos.append(punto)
        sesion.flush()
        anotar(actor, "agenda.agregar", objeto(reunion), {"punto": punto.id, "funciones": _ids(punto)})
        return punto.id


def agregar_puntos(actor: Actor, uuid: str | UUID, texto: str) -> int:
    """Añade al final los puntos escritos de corrido, uno por renglón; devuelve cuántos.

    :raises ErrorDeRegistro: no hay ninguno, o uno nombra una función que no rige ese día.
    """
    with transaccion() as sesion:
        reunion = _sesion_de_mesa(sesion, uuid)
        vigentes = {una.numero: una.id for una in funciones(reunion.instancia_id, reunion.fecha)}
        escritos = leer_puntos(texto, vigentes)
        if not escritos:
            raise ErrorDeRegistro("Escriba al menos un punto. No se guardó.", "agenda")
        ultimo = max((punto.orden for punto in reunion.puntos), default=0)
        for orden, escrito in enumerate(escritos, start=ultimo + 1):
            punto = PuntoDeAgenda(orden=orden, titulo="", presenta="", funciones=[])
            _llenar(sesion, reunion, punto, DatosDePunto(escrito.titulo, funciones=escrito.funciones))
            reunion.puntos.append(punto)
        anotar(actor, "agenda.agregar", objeto(reunion), {"puntos": len(escritos)})
        return len(escritos)


def corregir_punto(actor: Actor, uuid: str | UUID, punto_id: int, datos: DatosDePunto) -> None:
    """Cambia de qué trata un punto, quién lo presenta o qué funciones desarrolla."""
    with transaccion() as sesion:
        reunion = _sesion_de_mesa(sesion, uuid)
        punto = _punto(reunion, punto_id)
        antes = _ids(punto)
        _llenar(sesion, reunion, punto, datos)
        sesion.flush()
        detalle = {"punto": punto.id, "funciones_antes": antes, "funciones": _ids(punto)}
        anotar(actor, "agenda.corregir", objeto(reunion), detalle)


def anular_punto(actor: Actor, uuid: str | UUID, punto_id: int) -> None:
    """El punto no se trató: conserva su texto y deja de desarrollar funciones (quedan en la bitácora)."""
    with transaccion() as sesion:
        reunion = _sesion_de_mesa(sesion, uuid)
        punto = _punto(reunion, punto_id)
        antes = _ids(punto)
        etiquetar(punto, ())
        punto.anulado_en, punto.anulado_por = ahora_utc(), actor.nombre
        anotar(actor, "agenda.anular", objeto(reunion), {"punto": punto.id, "funciones_antes": antes})


def _llenar(sesion: Session, reunion: SesionDeMesa, punto: PuntoDeAgenda, datos: DatosDePunto) -> None:
    titulo = limpiar(datos.titulo, LARGO_DE_PUNTO, "titulo")
    if not titulo:
        raise ErrorDeRegistro("Escriba de qué trata el punto. No se guardó.", "titulo")
    punto.titulo = titulo
    punto.presenta = limpiar(datos.presenta, LARGO_DE_PRESENTA, "presenta")
    etiquetar(punto, _de_la_instancia(sesion, reunion, datos.funciones))


def _de_la_instancia(sesion: Session, reunion: SesionDeMesa, pedidas: Iterable[int]) -> set[int]:
    elegidas = set(pedidas)
    halladas = list(sesion.scalars(select(Funcion).where(Funcion.id.in_(elegidas))))
    if len(halladas) != len(elegidas):
        raise ErrorDeRegistro("Una función ya no existe. No se guardó; revise las marcadas.", "funciones")
    for funcion in halladas:
        exigir_vigente(funcion, reunion)
    return elegidas


def _sesion_de_mesa(sesion: Session, uuid: str | UUID) -> SesionDeMesa:
    actividad = buscar(sesion, uuid)
    if not isinstance(actividad, SesionDeMesa):
        raise ErrorDeRegistro("Sólo una sesión de la mesa tiene orden del día. No se cambió nada.")
    revisar_cambio(actividad.estado)
    return actividad


def _punto(reunion: SesionDeMesa, punto_id: int) -> PuntoDeAgenda:
    punto = next((punto for punto in reunion.puntos if punto.id == punto_id), None)
    if punto is None:
        raise NoEncontrado("Ese punto no está en el orden del día de esta sesión. No se cambió nada.")
    if punto.anulado_en:
        raise EnConflicto("Ese punto ya estaba anulado. No se cambió nada.")
    return punto


def _ids(punto: PuntoDeAgenda) -> list[int]:
    return sorted(fila.funcion_id for fila in punto.funciones)
