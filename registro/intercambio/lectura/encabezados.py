"""Reconocer las columnas de un archivo por su título, escrito como sea."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from registro.errores import ErrorDeRegistro
from registro.intercambio.fila import como_texto, nombre_de_columna
from registro.textos import abreviar, unir

if TYPE_CHECKING:
    from registro.intercambio.tipos.declaracion import TipoDeImportacion

# Las que añade el archivo de rechazos: se puede corregir y volver a importar tal cual.
DE_RECHAZO = ("linea", "columna", "motivo")
CON_OTRO_MOTIVO = ("linea", "columna", "motivo del rechazo")  # si el archivo ya trae una columna «motivo»


def reconocer(
    titulos: Sequence[Any], tipo: TipoDeImportacion
) -> tuple[tuple[str, ...], Mapping[str, int], tuple[str, ...]]:
    """El encabezado como venía, en qué posición está cada columna y los avisos.

    :raises ErrorDeRegistro: falta una columna obligatoria o hay dos con el mismo título.
    """
    encabezado = _recortar([como_texto(titulo).strip() for titulo in titulos])
    conocidas = {nombre_de_columna(n): c.nombre for c in tipo.columnas for n in (c.nombre, *c.alias)}
    columnas: dict[str, int] = {}
    sobran: list[str] = []
    for posicion, titulo in enumerate(encabezado[: propias(encabezado)]):
        normal = nombre_de_columna(titulo)
        nombre = conocidas.get(normal) or tipo.columna_variable(normal)
        if nombre is None:
            sobran += [titulo] if normal and normal not in {*DE_RECHAZO, *CON_OTRO_MOTIVO} else []
        elif nombre in columnas:
            raise ErrorDeRegistro(
                f"La columna «{nombre}» está dos veces en el encabezado. Deje una sola. No se importó nada."
            )
        else:
            columnas[nombre] = posicion
    faltan = [
        columna.nombre for columna in tipo.columnas if columna.obligatoria and columna.nombre not in columnas
    ]
    if faltan:
        raise ErrorDeRegistro(_frase(faltan, sobran, tipo))
    return (
        encabezado,
        columnas,
        tuple(f"La columna «{abreviar(titulo)}» no se usa: no se guarda." for titulo in sobran),
    )


def propias(encabezado: Sequence[str]) -> int:
    """Cuántas columnas son del archivo: las tres de un archivo de rechazos van al final y no cuentan."""
    finales = tuple(nombre_de_columna(titulo) for titulo in encabezado[-len(DE_RECHAZO) :])
    return len(encabezado) - (len(DE_RECHAZO) if finales in {DE_RECHAZO, CON_OTRO_MOTIVO} else 0)


def de_rechazo(propio: Sequence[str]) -> tuple[str, ...]:
    """Las tres que se añaden al encabezado de un archivo, sin repetir ninguna suya."""
    repetido = DE_RECHAZO[-1] in {nombre_de_columna(titulo) for titulo in propio}
    return CON_OTRO_MOTIVO if repetido else DE_RECHAZO


def _recortar(titulos: list[str]) -> tuple[str, ...]:
    while titulos and not titulos[-1]:
        titulos.pop()
    return tuple(titulos)


def _frase(faltan: list[str], sobran: list[str], tipo: TipoDeImportacion) -> str:
    falta = f"{'Falta la columna' if len(faltan) == 1 else 'Faltan las columnas'} {_citar(faltan)}"
    de_mas = f", y no se reconoce {_citar(sobran[:8])}" if sobran else ""
    return f"{falta}{de_mas}. La primera línea debe decir: {tipo.titulos}. No se importó nada."


def _citar(nombres: list[str]) -> str:
    return unir([f"«{abreviar(nombre)}»" for nombre in nombres])
