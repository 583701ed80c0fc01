"""El catálogo: cada tabla por su nombre. Una tabla nueva es una función y su declaración."""

from __future__ import annotations

from registro.errores import ErrorDeRegistro, NoEncontrado
from registro.informes.catalogo import actividades, casa, mesa, plan, productos, semaforo
from registro.informes.catalogo.declaracion import Declaracion
from registro.informes.contraste import tabla as contraste
from registro.informes.parametros import Parametros
from registro.recordadas import recordar
from registro.tabla import Tabla
from registro.textos import abreviar, unir

CATALOGO: dict[str, Declaracion] = {
    declarada.nombre: declarada
    for modulo in (semaforo, contraste, actividades, casa, mesa, plan, productos)
    for declarada in modulo.TABLAS
}


def declaracion(nombre: str) -> Declaracion:
    """La declaración de una tabla.

    :raises NoEncontrado: ninguna se llama así; la frase las lista.
    """
    if nombre not in CATALOGO:
        raise NoEncontrado(
            f"No hay una tabla «{abreviar(nombre)}». Las tablas son: {', '.join(sorted(CATALOGO))}.", "tabla"
        )
    return CATALOGO[nombre]


def revisar(declarada: Declaracion, parametros: Parametros) -> None:
    """Acepta los filtros o niega los que la tabla no toma.

    :raises ErrorDeRegistro: la tabla no toma alguno; la frase dice cuáles sí.
    """
    for nombre in parametros.dados:
        if nombre not in declarada.filtros:
            toma = unir(list(declarada.filtros))
            raise ErrorDeRegistro(
                f"La tabla {declarada.nombre} no se filtra por {nombre}; toma {toma}.", nombre
            )


def tabla(nombre: str, parametros: Parametros) -> Tabla:
    """La tabla calculada de los registros, tal como están en este instante.

    :raises ErrorDeRegistro: no existe, o no toma uno de los filtros.
    """
    declarada = declaracion(nombre)
    revisar(declarada, parametros)
    return recordar((nombre, parametros), lambda: declarada.armar(parametros))


def resumen(nombre: str, parametros: Parametros) -> tuple[tuple[str, str], ...]:
    """Las cifras que van antes de la tabla; sin filas, ninguna."""

    def resumir() -> tuple[tuple[str, str], ...]:
        calculada = tabla(nombre, parametros)
        return tuple(declaracion(nombre).resumen(parametros, calculada)) if calculada.filas else ()

    return recordar((nombre, parametros, "resumen"), resumir)
