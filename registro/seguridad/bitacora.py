"""La línea de bitácora de cada operación, escrita dentro de su misma transacción y encadenada a la anterior.

Cada línea lleva el sello (HMAC-SHA-256) de la anterior y de lo que ella dice: cambiar, quitar o intercalar
una rompe la cadena desde ahí, aunque quien lo haga tenga la base entera. La llave no está en la base.

Las líneas de una transacción se escriben al final, antes de su commit: así la espera por el turno de la
cadena dura lo que dura guardar, y ninguna operación la toma antes que otros candados.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, event, select
from sqlalchemy.orm import Session

from registro.en_bloque.escribir import Insercion, escribir_luego
from registro.en_bloque.preguntar import Consulta, Turno, preguntar
from registro.extensiones import ahora_utc, config_vigente, db, tabla_de
from registro.seguridad.cifrado import SinLlave
from registro.seguridad.modelo import Anotacion

if TYPE_CHECKING:
    from registro.seguridad.permisos import Actor

CANDADO_DE_BITACORA = 7_200
PRIMERO = ""  # el sello que precede a la primera línea
PENDIENTES = "anotaciones"
LINEAS_POR_VEZ = 5_000
_TABLA = tabla_de(Anotacion)
_ULTIMO = Consulta(lambda _: select(_TABLA.c.sello).order_by(_TABLA.c.id.desc()).limit(1))
DICHO = ("momento", "usuaria_id", "actor", "origen", "accion", "objeto", "detalle")
_NUEVA_LINEA = Insercion(Anotacion, *DICHO, "sello")


@dataclass(frozen=True, slots=True)
class Cadena:
    """Cómo está la bitácora: cuántas líneas, el sello de la última y, si algo se tocó, en qué línea.

    ``sin_llave`` son las que no se pueden comprobar, porque se destruyó la llave de su detalle.
    """

    lineas: int
    ultimo: str
    rota_en: int | None
    sin_llave: int = 0


def anotar(actor: Actor, accion: str, objeto: str, detalle: dict[str, Any] | None = None) -> None:
    """Anota ``accion`` («actividad.cerrar») sobre ``objeto`` («actividad:uuid»).

    ``detalle`` nunca lleva códigos, nombres ni respuestas: la bitácora la lee más gente que la base.
    """
    db.session().info.setdefault(PENDIENTES, []).append(
        {
            "momento": ahora_utc(),
            "usuaria_id": actor.usuaria_id,
            "actor": actor.nombre,
            "origen": actor.origen,
            "accion": accion,
            "objeto": objeto,
            "detalle": detalle or {},
        }
    )


@event.listens_for(Session, "before_commit")
def _escribir(sesion: Session) -> None:
    """Sella y escribe las líneas que la transacción dejó dichas."""
    lineas = sesion.info.pop(PENDIENTES, None)
    if not lineas:
        return
    sesion.flush()
    conexion, llave = sesion.connection(), llave_de_la_cadena()
    (ultimo,) = preguntar(conexion, [(_ULTIMO, {})], Turno(CANDADO_DE_BITACORA))
    anterior = ultimo[0].sello if ultimo else PRIMERO
    for linea in lineas:
        anterior = linea["sello"] = sellar(llave, anterior, linea)
    filas = [tuple(linea[campo] for campo in _NUEVA_LINEA.columnas) for linea in lineas]
    escribir_luego(conexion, [(_NUEVA_LINEA, filas)])


@event.listens_for(Session, "after_soft_rollback")
def _olvidar(sesion: Session, _anterior: Any) -> None:
    """Lo que no se hizo no se anota."""
    sesion.info.pop(PENDIENTES, None)


def llave_de_la_cadena() -> bytes:
    """La llave de los sellos, derivada de la de los índices: ninguna de las dos está en la base."""
    return hmac.digest(config_vigente().claves.huella, b"bitacora", "sha256")


def sellar(llave: bytes, anterior: str, linea: Mapping[str, Any] | RowMapping) -> str:
    """El sello de una línea que va después de la que tiene el sello ``anterior``."""
    dicho = {campo: linea[campo] for campo in DICHO} | {
        "momento": linea["momento"].astimezone(UTC).isoformat(timespec="microseconds")
    }
    canonico = json.dumps(dicho, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hmac.digest(llave, f"{anterior}\n{canonico}".encode(), "sha256").hex()


def revisar_cadena(sesion: Session) -> Cadena:
    """Recorre la bitácora entera y comprueba cada sello."""
    llave, anterior, cuantas, sin_llave = llave_de_la_cadena(), PRIMERO, 0, 0
    for linea in _lineas(sesion):
        if isinstance(linea["detalle"], SinLlave):
            sin_llave += 1
        elif not hmac.compare_digest(sellar(llave, anterior, linea), linea["sello"]):
            return Cadena(cuantas, anterior, linea["id"], sin_llave)
        anterior, cuantas = linea["sello"], cuantas + 1
    return Cadena(cuantas, anterior, None, sin_llave)


def _lineas(sesion: Session) -> Iterator[RowMapping]:
    """Todas, por páginas: la bitácora de años no cabe en la memoria."""
    orden, ultima = select(_TABLA).order_by(_TABLA.c.id).limit(LINEAS_POR_VEZ), 0
    while pagina := sesion.execute(orden.where(_TABLA.c.id > ultima)).mappings().all():
        yield from pagina
        ultima = pagina[-1]["id"]
