"""El recibo firmado: lo único con que una tableta borra lo que guardaba."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from registro.asistencia.recepcion import Resultado
from registro.fechas import ZONA
from registro.seguridad.sellado.llaves import Firmante


@dataclass(frozen=True, slots=True)
class Recibo:
    """Lo que la tableta comprueba antes de borrar: la firma es la de ``texto``, tal cual."""

    texto: str
    firma: str
    llave: str


def firmar(
    dispositivo: str, resultados: Sequence[Resultado], contadas: int, cuando: datetime, firmante: Firmante
) -> Recibo:
    """El de esas piezas, para esa tableta."""
    texto = json.dumps(
        {
            "dispositivo": dispositivo,
            "ids": [resultado.id for resultado in resultados],
            "recibidas": len(resultados),
            "contadas": contadas,
            "emitido": cuando.astimezone(ZONA).isoformat(timespec="milliseconds"),
        },
        separators=(",", ":"),
    )
    return Recibo(texto, firmante.firmar(texto), firmante.llave)
