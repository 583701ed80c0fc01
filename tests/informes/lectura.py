"""Leer una tabla como la leería una persona: valores por fila, y una cifra abierta."""

from registro.informes import catalogo, registros
from registro.informes.parametros import Parametros
from registro.seguridad.permisos import de_terminal


def pedir(nombre, **escritos):
    """La tabla con esos filtros, escritos como en la terminal."""
    return catalogo.tabla(nombre, Parametros.leer(escritos))


def valores(tabla):
    """Las filas y, al final, los totales si los hay."""
    return [[celda.valor for celda in fila] for fila in tabla.todas]


def abrir(nombre, celda, **escritos):
    """Los registros de una celda."""
    return registros.abrir(de_terminal(), nombre, dict(celda.filtro), Parametros.leer(escritos))


def no_cuadran(nombre, tabla, **escritos):
    """Las cifras cuyos registros no las suman."""
    celdas = [celda for fila in tabla.todas for celda in fila if celda.filtro is not None]
    assert celdas, f"nada se abre en {nombre}"
    return [
        (celda.valor, abierta.suma)
        for celda in celdas
        if (abierta := abrir(nombre, celda, **escritos)).suma != celda.valor
    ]
