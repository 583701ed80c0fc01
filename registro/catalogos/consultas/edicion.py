"""Las filas de los catálogos editables, para leerlas y corregirlas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from registro.catalogos.edicion import (
    AREAS,
    CATALOGOS,
    LOCALIDADES,
    SECTORES,
    Catalogo,
    buscar,
    catalogo_de,
    todas,
)
from registro.catalogos.modelo import Localidad, Opcion, Sector
from registro.extensiones import db

__all__ = ["CATALOGOS", "Catalogo", "FilaDeCatalogo", "catalogo_de", "fila", "filas", "listas"]


@dataclass(frozen=True, slots=True)
class FilaDeCatalogo:
    """Una fila para leerla o corregirla: los valores van en el orden de los campos."""

    id: int
    valores: tuple[str, ...]
    textos: tuple[str, ...]
    activa: bool
    version: int


def listas() -> dict[str, list[tuple[str, str]]]:
    """Opciones de cada lista, por su nombre."""
    return {
        LOCALIDADES: [
            (fila.codigo, fila.nombre)
            for fila in db.session.scalars(select(Localidad).order_by(Localidad.codigo))
        ],
        SECTORES: [
            (str(fila.id), fila.nombre) for fila in db.session.scalars(select(Sector).order_by(Sector.clave))
        ],
        AREAS: [
            (fila.clave, fila.etiqueta)
            for fila in db.session.scalars(
                select(Opcion).where(Opcion.catalogo == "area").order_by(Opcion.orden)
            )
        ],
    }


def filas(catalogo: Catalogo) -> list[FilaDeCatalogo]:
    """Las filas del catálogo, activas primero."""
    nombres = {lista: dict(pares) for lista, pares in listas().items()}
    return sorted(
        (_fila(catalogo, registro, nombres) for registro in db.session.scalars(todas(catalogo))),
        key=lambda fila: not fila.activa,
    )


def fila(catalogo: Catalogo, fila_id: int) -> FilaDeCatalogo:
    """Una fila.

    :raises NoEncontrado: no existe en este catálogo.
    """
    nombres = {lista: dict(pares) for lista, pares in listas().items()}
    return _fila(catalogo, buscar(db.session(), catalogo, fila_id), nombres)


def _fila(catalogo: Catalogo, registro: Any, nombres: dict[str, dict[str, str]]) -> FilaDeCatalogo:
    crudos = [getattr(registro, campo.nombre) for campo in catalogo.campos]
    valores = tuple("" if crudo is None else str(crudo) for crudo in crudos)
    textos = tuple(
        nombres[campo.lista].get(valor, "") if campo.lista else valor
        for campo, valor in zip(catalogo.campos, valores, strict=True)
    )
    activa = getattr(registro, catalogo.estado) if catalogo.estado else True
    return FilaDeCatalogo(registro.id, valores, textos, activa, registro.version)
