"""Los tipos de actividad: uno nuevo es un archivo más y una línea aquí."""

from __future__ import annotations

from registro.actividades import casa_de_todas, encuentro, jornada, mebog, mesa_tecnica, zesai
from registro.actividades.declaracion import TipoDeActividad
from registro.errores import NoEncontrado

TIPOS: dict[str, TipoDeActividad] = {
    modulo.TIPO.clave: modulo.TIPO
    for modulo in (jornada, mebog, casa_de_todas, zesai, mesa_tecnica, encuentro)
}


def tipo_de(clave: str) -> TipoDeActividad:
    """La declaración del tipo.

    :raises NoEncontrado: la clave no es de ningún tipo; la frase los lista.
    """
    if clave not in TIPOS:
        raise NoEncontrado(
            f"«{clave[:60]}» no es un tipo de actividad. Los tipos son: {', '.join(TIPOS)}.", "tipo"
        )
    return TIPOS[clave]
