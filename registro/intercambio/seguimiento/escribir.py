"""Escribir el libro: números como números, y ningún texto se ejecuta como fórmula."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from registro.intercambio.seguimiento.hojas import Celda, Hoja, todas


def libro(ficha: Mapping[str, str] | None = None) -> bytes:
    """El XLSX completo; lo que dice de sí va en sus propiedades, porque cada hoja se vuelve a importar."""
    from openpyxl import Workbook

    salida, propio = io.BytesIO(), Workbook(write_only=True)
    if ficha:
        propio.properties.title = "Seguimiento de la política"
        propio.properties.identifier = ficha.get("serie", "")
        propio.properties.description = "\n".join(f"{rotulo}: {texto}" for rotulo, texto in ficha.items())
    for hoja in todas():
        _escribir(propio.create_sheet(hoja.nombre), hoja)
    propio.save(salida)
    return salida.getvalue()


def _escribir(destino: Any, hoja: Hoja) -> None:
    destino.freeze_panes = "B2"
    destino.append([_celda(destino, titulo) for titulo in hoja.encabezado])
    for fila in hoja.filas:
        destino.append([_celda(destino, celda) for celda in fila])


def _celda(destino: Any, valor: Celda) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(valor, date):
        return valor.isoformat()
    if isinstance(valor, Decimal):
        return int(valor) if valor == valor.to_integral_value() else float(valor)
    if not isinstance(valor, str):
        return valor
    celda = WriteOnlyCell(destino, value=valor)
    celda.data_type = "s"  # un texto que empieza por «=» sigue siendo un texto
    return celda
