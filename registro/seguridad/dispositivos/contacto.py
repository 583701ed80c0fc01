"""La señal que una tableta da con cada lote, dentro de la transacción de quien recibe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from registro.seguridad.dispositivos.consultas import FichaDeDispositivo
from registro.seguridad.dispositivos.modelo import Dispositivo

ESPACIO_ENTRE_SENALES = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Senal:
    """Lo que una tableta dice de sí misma: cuánto le queda por entregar, su versión y su reloj."""

    pendientes: int | None = None
    version: str = ""
    ahora: datetime | None = None


def anotar_contacto(sesion: Session, ficha: FichaDeDispositivo, senal: Senal, ahora: datetime) -> None:
    """Deja la última señal; si nada cambió y la anterior es de hace un momento, no escribe."""
    desfase = round((senal.ahora - ahora).total_seconds()) if senal.ahora else ficha.desfase_s
    dicho = (
        ficha.pendientes if senal.pendientes is None else senal.pendientes,
        senal.version or ficha.version,
        max(-(2**31), min(2**31 - 1, desfase)) if desfase is not None else None,
    )
    sabido = (ficha.pendientes, ficha.version, ficha.desfase_s)
    if dicho == sabido and ahora - ficha.ultimo_contacto < ESPACIO_ENTRE_SENALES:
        return
    pendientes, version, desfase_s = dicho
    sesion.execute(
        update(Dispositivo)
        .where(Dispositivo.id == ficha.id)
        .values(ultimo_contacto=ahora, pendientes=pendientes, version=version, desfase_s=desfase_s)
        .execution_options(synchronize_session=False)
    )
