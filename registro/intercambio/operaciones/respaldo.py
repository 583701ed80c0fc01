"""Respaldar, restaurar y verificar la base."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Text, select, text, type_coerce
from sqlalchemy.orm import Session

from registro.errores import ErrorDeRegistro
from registro.extensiones import db, transaccion
from registro.indicadores.recuentos import consultas as recuentos
from registro.intercambio import respaldo
from registro.numeros import escribir
from registro.personas.modelo import Credencial
from registro.seguridad.bitacora import Cadena, anotar, revisar_cadena
from registro.seguridad.cifrado import VACIO, es_de_otra_llave, se_abre
from registro.seguridad.modelo import Anotacion
from registro.seguridad.permisos import Actor
from registro.textos import unir


@dataclass(frozen=True, slots=True)
class Revision:
    """Una comprobación: qué se miró, si está bien y, si no, qué hacer."""

    que: str
    bien: bool
    consejo: str = ""


def respaldar(actor: Actor, destino: Path, revision: str) -> int:
    """Copia cifrada de toda la base, con el servidor en marcha. Devuelve cuántas filas.

    El archivo aparece completo o no aparece: se escribe con otro nombre y al final se le pone el suyo.
    """
    with transaccion():
        anotar(actor, "base.respaldar", "base")
    parcial = destino.with_name(destino.name + ".parcial")
    aislada = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    descriptor = os.open(parcial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as archivo, db.engine.connect().execution_options(**aislada) as conexion:
        cuentas = respaldo.escribir(conexion, revision, archivo)
        archivo.flush()
        os.fsync(archivo.fileno())
    parcial.replace(destino)
    return sum(cuentas.values())


def restaurar(actor: Actor, origen: Path, revision: str) -> int:
    """Pone la copia en una base vacía, todo o nada. Devuelve cuántas filas.

    :raises ErrorDeRegistro: la copia es de otra versión, está dañada, o la base tiene registros.
    """
    de_la_copia = respaldo.revision_de(origen)
    if de_la_copia != revision:
        raise ErrorDeRegistro(
            f"La copia es de la versión de esquema {de_la_copia} y este programa usa la {revision}. Instale "
            "la versión del programa que la hizo, restaure, y después actualice. No se cambió nada."
        )
    with transaccion() as sesion:
        cuentas = respaldo.volcar(sesion.connection(), origen)
        anotar(actor, "base.restaurar", "base", {"filas": sum(cuentas.values())})
    return sum(cuentas.values())


def verificar(actor: Actor) -> list[Revision]:
    """Comprueba que la base está entera y que las claves abren lo cifrado."""
    with transaccion() as sesion:
        if not _son_sus_claves(sesion):
            # Tampoco se anota: una línea hecha con otras claves rompería la cadena.
            return [Revision("Las claves abren lo cifrado", bien=False, consejo="Restaure «claves.json».")]
        anotar(actor, "base.verificar", "base")
        cadena = revisar_cadena(sesion)
        revisiones = [
            Revision("Las claves abren lo cifrado", _se_descifra(sesion), "Restaure «claves.json»."),
            _de_la_bitacora(cadena),
            *_sin_llave(cadena),
        ]
        if db.engine.dialect.name == "sqlite":
            entera = sesion.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            ligada = sesion.execute(text("PRAGMA foreign_key_check")).first() is None
            revisiones += [
                Revision("El archivo de la base está entero", entera, "Restaure la última copia."),
                Revision("Ninguna fila apunta a otra que no existe", ligada, "Restaure la última copia."),
            ]
    return [*revisiones, *_de_los_recuentos()]


def _de_los_recuentos() -> list[Revision]:
    """Lo guardado de períodos pasados se cuenta otra vez, y se mira que la base avise de lo que cambie."""
    consejo = "Ejecute «registro base recontar»."
    cuantos, distintos = recuentos.que_no_coinciden()
    dicen = f"Lo contado de períodos pasados es lo que dicen sus registros (cifras: {escribir(cuantos)})"
    if distintos:
        dicen = f"Lo contado de períodos pasados no es lo que dicen sus registros: {unir(distintos[:3])}"
    avisa = not recuentos.sin_aviso()
    return [
        Revision(dicen, not distintos, consejo),
        Revision("La base avisa cuando cambia algo de un período pasado", avisa, consejo),
    ]


def _son_sus_claves(sesion: Session) -> bool:
    """Si las de esta instalación abren lo último que se anotó; con una llave destruida no se puede saber."""
    detalle = type_coerce(Anotacion.detalle, Text)
    ultimo = sesion.scalar(select(detalle).where(detalle != VACIO).order_by(Anotacion.id.desc()).limit(1))
    return ultimo is None or not es_de_otra_llave(ultimo)


def _sin_llave(cadena: Cadena) -> list[Revision]:
    """Si falta la llave de un detalle, tampoco se puede comprobar que nadie tocó su línea."""
    if not cadena.sin_llave:
        return []
    lineas = escribir(cadena.sin_llave)
    return [
        Revision(
            f"Líneas de la bitácora que no se pueden comprobar: {lineas}; la llave de su detalle no está",
            bien=False,
            consejo="Restaure el «claves.json» que la tenía. Si la destruyeron a propósito, queda así.",
        )
    ]


def _de_la_bitacora(cadena: Cadena) -> Revision:
    """La cadena no ve que le quiten el final: se dice el último sello, para compararlo con uno anotado."""
    if cadena.rota_en is None:
        lineas = escribir(cadena.lineas)
        return Revision(
            f"La bitácora está entera: {lineas} líneas, último sello {cadena.ultimo[:16]}", bien=True
        )
    return Revision(
        f"La bitácora fue alterada en la línea {cadena.rota_en}",
        bien=False,
        consejo="Compárela con la última copia de seguridad y avise a auditoría.",
    )


def _se_descifra(sesion: Session) -> bool:
    guardado = sesion.scalar(select(type_coerce(Credencial.codigo, Text)).limit(1))
    return guardado is None or se_abre(guardado)
