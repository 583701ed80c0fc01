"""Cuando una tabla no se puede publicar: qué pedir en cambio. Sólo se propone lo que se probó y se puede."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from registro.errores import ErrorDeRegistro
from registro.informes.conteos.dimensiones import DIMENSIONES
from registro.informes.conteos.pedido import Pedido
from registro.informes.conteos.tabla import leer
from registro.seguridad.divulgacion.publicada import TOTAL, Publicada
from registro.textos import unir

BASTANTES = (20, 60)  # lo que debe sumar un grupo para que valga la pena unirlo; si no alcanza, más
SE_UNEN = ("localidad", "rango_edad", "clase", "entidad")
NADA = "Ni uniendo categorías ni quitando dimensiones se puede: espere a que haya más registros."
SePuede = Callable[[Pedido], bool]


def proponer(pedido: Pedido, conteo: Publicada, se_puede: SePuede) -> str:
    """Frases que dicen qué pedir en cambio, de lo que menos detalle pierde a lo que más."""
    sirven = [frase for frase, otro in _candidatos(pedido, conteo) if _sirve(otro, se_puede)]
    return f"Puede: {'; '.join(dict.fromkeys(sirven))}." if sirven else NADA


def _sirve(pedido: Pedido, se_puede: SePuede) -> bool:
    try:
        return se_puede(pedido)
    except ErrorDeRegistro:
        return False  # lo unido no se deja contar: no se propone


def _candidatos(pedido: Pedido, conteo: Publicada) -> Iterator[tuple[str, Pedido]]:
    if "mes" in pedido.dimensiones and not pedido.unidas:
        yield "contar por trimestre en vez de por mes", _por_trimestre(pedido)
    for bastante in BASTANTES:
        for lugar, nombre in enumerate(pedido.dimensiones):
            if nombre in SE_UNEN and (menores := _menores(conteo, lugar, bastante)):
                yield _unir(nombre, menores), replace(pedido, unidas=(*pedido.unidas, (nombre, menores)))
    quedan = replace(pedido, unidas=())
    if pedido.capas:
        yield f"quitar {_rotulo(pedido.capas[-1])}", replace(quedan, capas=pedido.capas[:-1])
    if pedido.columnas:
        sola = replace(quedan, columnas="", capas=())
        yield f"contar sólo por {_rotulo(pedido.filas)}, sin columnas", sola
    if sin := _menos_un_filtro(pedido):
        yield sin


def _por_trimestre(pedido: Pedido) -> Pedido:
    cambiar = {"mes": "trimestre"}
    return replace(
        pedido,
        filas=cambiar.get(pedido.filas, pedido.filas),
        columnas=cambiar.get(pedido.columnas, pedido.columnas),
        capas=tuple(cambiar.get(capa, capa) for capa in pedido.capas),
    )


def _menos_un_filtro(pedido: Pedido) -> tuple[str, Pedido] | None:
    """Los filtros que estrechan sin cambiar de qué se habla."""
    sueltos = [campo for campo, _ in pedido.filtros if campo != "tipo"]
    if not sueltos:
        return None
    quedan = tuple(par for par in pedido.filtros if par[0] not in sueltos)
    return f"quitar el filtro de {unir(sueltos)}", replace(pedido, filtros=quedan)


def _unir(nombre: str, menores: tuple[str, ...]) -> str:
    declarada = DIMENSIONES[nombre]
    nombres = unir([leer(declarada, clave) for clave in menores])
    return f'unir en {_rotulo(nombre)} {nombres} (--unir "{nombre}={"+".join(menores)}")'


def _rotulo(nombre: str) -> str:
    return DIMENSIONES[nombre].rotulo.lower()


def _menores(conteo: Publicada, lugar: int, bastante: int) -> tuple[str, ...]:
    """Los valores de un eje con menos hechos, hasta que juntos sean bastantes; uno solo no se une."""
    cuantos = len(conteo.ejes)
    totales = [
        (conteo.exactas[tuple(clave if otro == lugar else TOTAL for otro in range(cuantos))], clave)
        for clave, _ in conteo.ejes[lugar].valores
    ]
    menores: list[str] = []
    suma = 0
    for total, clave in sorted(totales):
        if suma >= bastante:
            break
        menores.append(clave)
        suma += total
    return tuple(menores) if 1 < len(menores) < len(totales) else ()
