"""Cuando una tabla no se puede publicar: qué categorías unir, dicho con los valores de esa tabla."""

from __future__ import annotations

from collections.abc import Iterator

from registro.informes.conteos.dimensiones import DIMENSIONES
from registro.informes.conteos.pedido import Pedido
from registro.informes.conteos.tabla import leer
from registro.seguridad.divulgacion.publicada import TOTAL, Publicada
from registro.textos import unir

BASTANTE = 20  # lo que debe sumar un grupo para que valga la pena unirlo


def proponer(pedido: Pedido, conteo: Publicada) -> tuple[str, ...]:
    """Frases que dicen qué pedir en cambio, de lo que menos detalle pierde a lo que más."""
    propuestas = tuple(_propuestas(pedido, conteo))
    return ("Puede:", *propuestas) if propuestas else ("Pida una tabla con menos dimensiones.",)


def _propuestas(pedido: Pedido, conteo: Publicada) -> Iterator[str]:
    if "mes" in pedido.dimensiones:
        yield "contar por trimestre en vez de por mes;"
    for lugar, nombre in enumerate(pedido.dimensiones):
        if nombre in {"localidad", "rango_edad", "clase", "entidad"} and (menores := _menores(conteo, lugar)):
            declarada = DIMENSIONES[nombre]
            nombres = unir([leer(declarada, clave) for clave in menores])
            yield f'unir en {declarada.rotulo.lower()} {nombres} (--unir "{nombre}={"+".join(menores)}");'
    if pedido.capas:
        yield f"quitar {DIMENSIONES[pedido.capas[-1]].rotulo.lower()};"
    elif pedido.columnas:
        yield f"contar sólo por {DIMENSIONES[pedido.filas].rotulo.lower()}, sin columnas;"


def _menores(conteo: Publicada, lugar: int) -> list[str]:
    """Los valores de un eje con menos hechos, hasta que juntos sean bastantes; uno solo no se une."""
    cuantos = len(conteo.ejes)
    totales = [
        (conteo.exactas[tuple(clave if otro == lugar else TOTAL for otro in range(cuantos))], clave)
        for clave, _ in conteo.ejes[lugar].valores
    ]
    menores: list[str] = []
    suma = 0
    for total, clave in sorted(totales):
        if suma >= BASTANTE:
            break
        menores.append(clave)
        suma += total
    return menores if 1 < len(menores) < len(totales) else []
