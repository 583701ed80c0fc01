"""Una tabla en CSV: un encabezado, las filas y la de totales; números y fechas para programas."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from registro.escritores.celdas import para_programas, sin_formula
from registro.tabla import Tabla, Valor


def escribir(tabla: Tabla, exportacion: Mapping[str, str] | None = None) -> bytes:
    """UTF-8 con marca, para que las hojas de cálculo lean bien las tildes; donde no hay cifra va vacío.

    Lo que el archivo dice de sí mismo y las notas van al final, en renglones que empiezan con ``#``.
    """
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida)
    escritor.writerow(sin_formula(columna.titulo) for columna in tabla.columnas)
    for fila in tabla.todas:
        celdas = zip(fila, tabla.columnas, strict=True)
        escritor.writerow(_plano(para_programas(celda, columna)) for celda, columna in celdas)
    notas = [("nota", nota) for nota in tabla.notas] if exportacion else []
    for rotulo, texto in (*(exportacion or {}).items(), *notas):
        escritor.writerow([f"# {rotulo}: {texto}"])
    return salida.getvalue().encode("utf-8-sig")


def _plano(valor: Valor | None) -> str:
    if valor is None:
        return ""
    if isinstance(valor, str):
        return sin_formula(valor)
    if isinstance(valor, date):
        return valor.isoformat()
    return f"{valor:f}" if isinstance(valor, Decimal) else str(valor)
