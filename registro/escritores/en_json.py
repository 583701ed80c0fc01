"""Una tabla en JSON, con la forma fija que otros programas leen."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from registro.escritores.celdas import para_programas
from registro.tabla import Fila, Tabla, Valor


def escribir(tabla: Tabla, exportacion: Mapping[str, str] | None = None) -> str:
    """Los números son números, las fechas ISO y sin cifra va nulo; ``exportacion`` trae además las notas."""
    contenido: dict[str, Any] = {
        "titulo": tabla.titulo,
        "columnas": [columna.titulo for columna in tabla.columnas],
        "filas": [_fila(tabla, fila) for fila in tabla.filas],
        "totales": None if tabla.totales is None else _fila(tabla, tabla.totales),
        "fuente": tabla.fuente,
        "corte": tabla.corte.isoformat(),
        "reglas": tabla.reglas,
    }
    if exportacion:
        contenido["exportacion"] = {**exportacion, "notas": list(tabla.notas)}
    return json.dumps(contenido, ensure_ascii=False)


def _fila(tabla: Tabla, fila: Fila) -> list[str | int | float | None]:
    return [
        _sencillo(para_programas(celda, columna)) for celda, columna in zip(fila, tabla.columnas, strict=True)
    ]


def _sencillo(valor: Valor | None) -> str | int | float | None:
    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, Decimal):
        return int(valor) if valor == valor.to_integral_value() else float(valor)
    return valor
