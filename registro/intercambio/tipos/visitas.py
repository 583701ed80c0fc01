"""Asistencias de muchas filas a la vez: cada tarjeta una vez por actividad, y las sueltas una por una."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlalchemy import insert, select, tuple_
from sqlalchemy.orm import Session

from registro.asistencia.ciudadana import Asistencia
from registro.intercambio.tipos import tarjetas
from registro.intercambio.tipos.declaracion import Leida, Llave
from registro.intercambio.tipos.tarjetas import Tarjeta
from registro.personas import credenciales
from registro.seguridad.cifrado import huella

MEDIODIA = time(12)
Marca = tuple[int, int | str]


@dataclass(frozen=True, slots=True)
class Presente:
    """La asistencia que le quedó a una fila, y su tarjeta si trajo."""

    asistencia_id: int
    tarjeta: Tarjeta | None


def llave_de(clase: str, llave: Llave) -> str:
    """Lo que reconoce en la base a una fila que se identifica por su contenido."""
    return huella(f"{clase}|{llave!r}")


def presentes(sesion: Session, pares: Collection[tuple[int, int]]) -> dict[tuple[int, int], bool]:
    """(actividad, tarjeta) → si está anulada, de los pares que figuran."""
    tabla = Asistencia.__table__.c
    orden = (
        select(tabla.actividad_id, tabla.credencial_id, tabla.anulada_en)
        .where(tuple_(tabla.actividad_id, tabla.credencial_id).in_(pares))
        .order_by(tabla.anulada_en.is_(None))
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
    todas = _halladas(sesion, marcas.values())
    faltan = {marcas[leida.linea]: leida for leida in reversed(leidas) if marcas[leida.linea] not in todas}
    if faltan:
        filas = [_fila(marca, leida) for marca, leida in faltan.items()]
        sesion.connection().execute(insert(Asistencia), filas)
        todas |= _halladas(sesion, faltan)
    por_revisar = {
        todas[marca]: (marca[0], propias[leida.datos["huella"]], leida.datos["momento"])
        for marca, leida in faltan.items()
        if leida.datos["huella"] and propias[leida.datos["huella"]].estado == credenciales.DESCONOCIDA
    }
    tarjetas.a_la_bandeja(sesion, por_revisar, quien)
    return {
        leida.linea: Presente(todas[marcas[leida.linea]], propias.get(leida.datos["huella"]))
        for leida in leidas
    }


def _marca(leida: Leida, actividad: int, propias: Mapping[str, Tarjeta]) -> Marca:
    """Lo que hace única a una asistencia: la tarjeta en la actividad; sin ella, su llave."""
    propia = leida.datos["huella"]
    return (actividad, propias[propia].id) if propia else (actividad, llave_de("suelta", leida.llave))


def _halladas(sesion: Session, marcas: Iterable[Marca]) -> dict[Marca, int]:
    """Las que ya están en la base con esas marcas."""
    marcas = list(marcas)
    tabla = Asistencia.__table__.c
    columnas = select(tabla.actividad_id, tabla.credencial_id, tabla.llave_de_importacion, tabla.id)
    tarjetas_de = [marca for marca in marcas if isinstance(marca[1], int)]
    con_tarjeta = columnas.where(
        tuple_(tabla.actividad_id, tabla.credencial_id).in_(tarjetas_de), tabla.anulada_en.is_(None)
    )
    llaves = [marca for _, marca in marcas if isinstance(marca, str)]
    sueltas = columnas.where(tabla.llave_de_importacion.in_(llaves))
    filas = [*sesion.execute(con_tarjeta), *sesion.execute(sueltas)]
    return {(fila.actividad_id, fila.credencial_id or fila.llave_de_importacion): fila.id for fila in filas}


def _fila(marca: Marca, leida: Leida) -> dict[str, Any]:
    actividad, propia = marca
    return {
        "actividad_id": actividad,
        "credencial_id": propia if isinstance(propia, int) else None,
        "cantidad": 1,
        "publico": "",
        "origen": "importada",
        "leida_en": leida.datos["momento"],
        "llave_de_importacion": propia if isinstance(propia, str) else None,
    }
