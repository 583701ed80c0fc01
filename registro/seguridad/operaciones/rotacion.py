"""Estrenar la llave de las columnas cifradas y pasar a ella lo guardado con las anteriores."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Table, Text, select, type_coerce, update

from registro.config import estrenar_llave
from registro.extensiones import config_vigente, db, transaccion
from registro.seguridad.bitacora import anotar
from registro.seguridad.cifrado import TextoCifrado, cifrar_con, descifrar
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import Actor

FILAS_POR_VEZ = 1_000
TAMBIEN = {("llave_de_sellado", "privada")}  # se cifran aparte de su columna


def rotar_cifrado(actor: Actor) -> tuple[str, int]:
    """Estrena una llave y vuelve a cifrar con ella; devuelve su nombre y cuántos textos cambió.

    Va por tandas y se puede repetir: lo que falte se termina en la siguiente. Las llaves anteriores se quedan
    en el llavero, porque las copias de seguridad viejas las necesitan.
    """
    llave = estrenar_llave(config_vigente().datos)
    return llave, sum(_pasar(actor, columna, llave) for columna in _cifradas())


def _cifradas() -> Iterator[Column[str]]:
    """Todas, menos las de la bitácora: sólo crece, y lo dicho se queda con la llave con que se escribió."""
    for tabla in db.metadata.sorted_tables:
        if tabla.name == Anotacion.__tablename__:
            continue
        for columna in tabla.columns:
            if isinstance(columna.type, TextoCifrado) or (tabla.name, columna.name) in TAMBIEN:
                yield columna


def _pasar(actor: Actor, columna: Column[str], llave: str) -> int:
    cuantas = 0
    while tanda := _tanda(actor, columna, llave):
        cuantas += tanda
    return cuantas


def _tanda(actor: Actor, columna: Column[str], llave: str) -> int:
    """Unas cuantas filas, en su transacción: quien atiende no espera a que termine toda la tabla."""
    tabla = columna.table
    assert isinstance(tabla, Table)  # noqa: S101 - una columna de un modelo es de una tabla
    (propia,) = tabla.primary_key.columns
    cruda = type_coerce(columna, Text)
    faltan = select(propia, cruda).where(cruda != "", cruda.not_like(f"{llave}:%")).limit(FILAS_POR_VEZ)
    with transaccion() as sesion:
        filas = sesion.execute(faltan).all()
        for id_, guardado in filas:
            nuevo = type_coerce(cifrar_con(llave, descifrar(guardado)), Text)
            sesion.execute(update(tabla).where(propia == id_).values({columna: nuevo}))
        if filas:
            anotar(
                actor, "claves.rotar", f"{tabla.name}.{columna.name}", {"llave": llave, "textos": len(filas)}
            )
    return len(filas)
