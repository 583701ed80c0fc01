"""La señal que una tableta da con cada lote, dentro de la transacción de quien recibe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from registro.en_bloque.escribir import Cambio, Fila, escribir_luego
from registro.en_bloque.preguntar import Consulta
from registro.extensiones import tabla_de
from registro.seguridad.dispositivos.modelo import Dispositivo

ESPACIO_ENTRE_SENALES = timedelta(seconds=30)
MAYOR = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Senal:
    """Lo que una tableta dice de sí misma: cuánto le queda por entregar, su versión y su reloj."""

    pendientes: int | None = None
    version: str = ""
    ahora: datetime | None = None


_TABLA = tabla_de(Dispositivo)
_COLUMNAS = (
    *(_TABLA.c.id, _TABLA.c.pendientes, _TABLA.c.version, _TABLA.c.desfase_s),
    *(_TABLA.c.ultimo_contacto, _TABLA.c.revocado_en),
)
SABIDO = Consulta(lambda entre: select(*_COLUMNAS).where(entre(_TABLA.c.id, "ids")).order_by(_TABLA.c.id))
_CONTACTO = Cambio(Dispositivo, "pendientes", "version", "desfase_s", "ultimo_contacto", "id")


def anotar_contactos(
    sesion: Session, senales: Mapping[int, Senal], filas: Sequence[Any], ahora: datetime
) -> set[int]:
    """Deja la última señal de cada tableta y dice cuáles están revocadas. ``filas``: las de ``SABIDO``.

    Si nada cambió y la señal anterior es de hace un momento, no escribe.
    """
    cambios: list[Fila] = []
    for fila in filas:
        senal = senales[fila.id]
        desfase = fila.desfase_s
        if senal.ahora is not None:
            desfase = max(-MAYOR, min(MAYOR, round((senal.ahora - ahora).total_seconds())))
        pendientes = fila.pendientes if senal.pendientes is None else senal.pendientes
        dicho = (pendientes, senal.version or fila.version, desfase)
        igual = dicho == (fila.pendientes, fila.version, fila.desfase_s)
        if not igual or ahora - fila.ultimo_contacto >= ESPACIO_ENTRE_SENALES:
            cambios.append((*dicho, ahora, fila.id))
    escribir_luego(sesion.connection(), [(_CONTACTO, cambios)])
    return {fila.id for fila in filas if fila.revocado_en is not None}
