"""Lee los archivos de ``registro/datos``: hechos publicados, sin nombres de personas."""

from __future__ import annotations

import csv
import json
from typing import Any

from registro import rutas


def leer_filas(archivo: str) -> list[dict[str, str]]:
    """Las filas de un CSV, por columna."""
    with (rutas.datos_demostracion() / archivo).open(encoding="utf-8", newline="") as abierto:
        return list(csv.DictReader(abierto))


def leer_json(archivo: str) -> dict[str, Any]:
    """El contenido de un JSON."""
    leido: dict[str, Any] = json.loads((rutas.datos_demostracion() / archivo).read_text(encoding="utf-8"))
    return leido
