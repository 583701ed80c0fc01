"""El orden del día de una sesión y las funciones que puede desarrollar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registro.actividades.base import buscar
from registro.actividades.zesai import SesionDeMesa
from registro.extensiones import db
from registro.instancias.consultas import funciones
from registro.instancias.fichas import FichaDeFuncion


@dataclass(frozen=True, slots=True)
class FichaDePunto:
    """Un punto del orden del día; ``funciones`` son los números y textos de las que desarrolla."""

    id: int
    orden: int
    titulo: str
    presenta: str
    funciones: tuple[tuple[int, str], ...]
    ids_de_funciones: tuple[int, ...]
    anulado_en: datetime | None
    anulado_por: str | None

    @property
    def numeros(self) -> list[str]:
        """Los números de sus funciones, para leerlos."""
        return [str(numero) for numero, _texto in self.funciones]


def orden_del_dia(uuid: str | UUID) -> list[FichaDePunto]:
    """Los puntos de una sesión, en su orden; los anulados también, con quién. Otro tipo no tiene ninguno."""
    reunion = buscar(db.session(), uuid)
    if not isinstance(reunion, SesionDeMesa):
        return []
    fichas = []
    for punto in reunion.puntos:
        desarrolla = sorted(
            (fila.funcion.numero, fila.funcion.texto, fila.funcion_id) for fila in punto.funciones
        )
        fichas.append(
            FichaDePunto(
                id=punto.id,
                orden=punto.orden,
                titulo=punto.titulo,
                presenta=punto.presenta,
                funciones=tuple((numero, texto) for numero, texto, _id in desarrolla),
                ids_de_funciones=tuple(propia for _numero, _texto, propia in desarrolla),
                anulado_en=punto.anulado_en,
                anulado_por=punto.anulado_por,
            )
        )
    return fichas


def funciones_de(uuid: str | UUID) -> list[FichaDeFuncion]:
    """Las funciones de su instancia que regían el día de la sesión, por número."""
    reunion = buscar(db.session(), uuid)
    return funciones(reunion.instancia_id, reunion.fecha) if isinstance(reunion, SesionDeMesa) else []
