"""Lo que se puede importar: una clase nueva de archivo es un módulo más y una línea aquí."""

from __future__ import annotations

from registro.errores import NoEncontrado
from registro.intercambio.tipos import (
    asistencias,
    asistencias_mesa,
    atenciones,
    definiciones,
    encuentros,
    jornadas,
    mebog,
    mesas_tecnicas,
    metas,
    productos,
    publicados,
    reportes,
    sesiones_mesa,
)
from registro.intercambio.tipos.declaracion import TipoDeImportacion

TIPOS: dict[str, TipoDeImportacion] = {
    modulo.TIPO.clave: modulo.TIPO
    for modulo in (
        jornadas,
        asistencias,
        atenciones,
        encuentros,
        mebog,
        mesas_tecnicas,
        sesiones_mesa,
        asistencias_mesa,
        productos,
        definiciones,
        metas,
        reportes,
        publicados,
    )
}


def tipo_de(clave: str) -> TipoDeImportacion:
    """La declaración de lo que se quiere importar.

    :raises NoEncontrado: no es ninguna; la frase las lista.
    """
    if clave not in TIPOS:
        raise NoEncontrado(
            f"«{clave[:60]}» no es algo que se pueda importar. Se puede: {', '.join(TIPOS)}.", "tipo"
        )
    return TIPOS[clave]
