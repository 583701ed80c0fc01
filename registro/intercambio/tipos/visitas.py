"""Asistencias de muchas filas a la vez: cada tarjeta una vez por actividad, y las sueltas una por una."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Asistencia
from registro.intercambio.tipos import tarjetas
from registro.intercambio.tipos.declaracion import Leida, Llave
from registro.intercambio.tipos.tarjetas import Tarjeta
from registro.personas import credenciales
from registro.personas.modelo import Credencial
from registro.seguridad.cifrado import huella

MEDIODIA = time(12)


@dataclass(frozen=True, slots=True)
class Presente:
    """La asistencia que le quedó a una fila, y su tarjeta si trajo."""

    asistencia_id: int
    tarjeta: Tarjeta | None


def llave_de(clase: str, llave: Llave) -> str:
    """Lo que reconoce en la base a una fila que se identifica por su contenido."""
    return huella(f"{clase}|{llave!r}")


def presentes(sesion: Session, actividades: Sequence[int], huellas: set[str]) -> dict[tuple[int, str], bool]:
    """(actividad, huella) → si está anulada, de las tarjetas que figuran en esas actividades."""
    orden = (
        select(Asistencia.actividad_id, Credencial.huella, Asistencia.anulada_en)
        .join(Credencial, Credencial.id == Asistencia.credencial_id)
        .where(Asistencia.actividad_id.in_(actividades), Credencial.huella.in_(huellas))
        .order_by(Asistencia.anulada_en.is_(None))
    )
    return {(actividad, propia): anulada is not None for actividad, propia, anulada in sesion.execute(orden)}


def registrar(
    sesion: Session, leidas: Sequence[Leida], actividades: Mapping[int, int], quien: str
) -> dict[int, Presente]:
    """Deja la asistencia de cada fila: la que su tarjeta ya tenía en la actividad o una nueva.

    ``actividades``: línea → actividad. Devuelve línea → :class:`Presente`.
    """
    propias = tarjetas.asegurar(sesion, leidas)
    marcas = {leida.linea: _marca(leida, actividades[leida.linea], propias) for leida in leidas}
    todas = _vigentes(sesion, set(actividades.values()), propias.values())
    faltan = {marcas[leida.linea]: leida for leida in reversed(leidas) if marcas[leida.linea] not in todas}
    filas = [
        _fila(actividad, propias.get(leida.datos["huella"]), leida)
        for (actividad, _), leida in faltan.items()
    ]
    orden = insert(Asistencia).returning(Asistencia.id, sort_by_parameter_order=True)
    creadas = dict(zip(faltan, sesion.scalars(orden, filas) if filas else (), strict=True))
    por_revisar = {
        creadas[marca]: (marca[0], propias[leida.datos["huella"]], leida.datos["momento"])
        for marca, leida in faltan.items()
        if leida.datos["huella"] and propias[leida.datos["huella"]].estado == credenciales.DESCONOCIDA
    }
    tarjetas.a_la_bandeja(sesion, por_revisar, quien)
    todas |= creadas
    return {
        leida.linea: Presente(todas[marcas[leida.linea]], propias.get(leida.datos["huella"]))
        for leida in leidas
    }


def _marca(leida: Leida, actividad: int, propias: Mapping[str, Tarjeta]) -> tuple[int, int]:
    """Qué hace única a una asistencia: la tarjeta en la actividad; sin tarjeta, su línea."""
    propia = leida.datos["huella"]
    return actividad, propias[propia].id if propia else -leida.linea


def _vigentes(
    sesion: Session, actividades: set[int], propias: Iterable[Tarjeta]
) -> dict[tuple[int, int], int]:
    orden = select(Asistencia.actividad_id, Asistencia.credencial_id, Asistencia.id).where(
        Asistencia.actividad_id.in_(actividades),
        Asistencia.credencial_id.in_([tarjeta.id for tarjeta in propias]),
        Asistencia.anulada_en.is_(None),
    )
    return {(actividad, tarjeta or 0): propia for actividad, tarjeta, propia in sesion.execute(orden)}


def _fila(actividad: int, tarjeta: Tarjeta | None, leida: Leida) -> dict[str, Any]:
    return {
        "actividad_id": actividad,
        "credencial_id": tarjeta.id if tarjeta else None,
        "cantidad": 1,
        "origen": "importada",
        "leida_en": leida.datos["momento"],
        "llave_de_importacion": None if tarjeta else llave_de("suelta", leida.llave),
    }
