"""El archivo de rechazos: las filas malas enteras, para corregirlas ahí mismo y volver a importarlas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from registro.escritores.celdas import sin_formula
from registro.intercambio.decidir import Rechazo
from registro.intercambio.fila import como_texto
from registro.intercambio.lectura.encabezados import de_rechazo, propias


def escribir(encabezado: Sequence[str], rechazos: Iterable[Rechazo]) -> bytes:
    """CSV con el encabezado del archivo y, al final, la línea, la columna y el motivo de cada fila.

    Si a la fila le sobraban celdas van después del motivo: nada de lo que traía se pierde.
    """
    suyas = range(propias(encabezado))
    propio = [encabezado[n] for n in suyas]
    salida = io.StringIO(newline="")
    escritor = csv.writer(salida)
    escritor.writerow([*(sin_formula(titulo) for titulo in propio), *de_rechazo(propio)])
    for rechazo in rechazos:
        celdas = [como_texto(celda) for celda in rechazo.celdas]
        celdas += [""] * (len(encabezado) - len(celdas))
        explicacion = [str(rechazo.linea), rechazo.columna, rechazo.motivo]
        fila = [*(celdas[n] for n in suyas), *explicacion, *celdas[len(encabezado) :]]
        escritor.writerow(sin_formula(celda) for celda in fila)
    return salida.getvalue().encode("utf-8-sig")
