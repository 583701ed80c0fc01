"""Lo que hay que saber para leer las tablas del cumplimiento: lo que falta, lo deducido y lo que cambió."""

from __future__ import annotations

from collections.abc import Sequence

from registro.indicadores.avance import agregar
from registro.indicadores.consultas import avances
from registro.indicadores.consultas.avances import Lectura, Leido
from registro.indicadores.semaforo import Estado
from registro.informes.catalogo.productos import de_otro_sector
from registro.numeros import escribir
from registro.textos import unir


def solo_en_el_total(lectura: Lectura) -> tuple[str, ...]:
    """Los que no están en ninguna columna de color."""
    return _cuantos(
        _sin_dato(lectura), "no tiene dato y sólo está en el total", "no tienen dato y sólo están en el total"
    )


def sin_color(lectura: Lectura) -> tuple[str, ...]:
    """Los que están en la lista sin color."""
    falta = "color: no se conoce su meta del año o lo alcanzado"
    return _cuantos(_sin_dato(lectura), f"no tiene {falta}", f"no tienen {falta}")


def fuera_del_promedio(lectura: Lectura) -> tuple[str, ...]:
    """Los que tienen meta final y aun así no se cuentan."""
    suma = agregar([(producto.definicion, producto.avance) for producto in lectura.productos])
    falta = "con meta final no se {}: no se conoce lo alcanzado o lo programado al corte"
    return _cuantos(suma.sin_dato, falta.format("cuenta"), falta.format("cuentan"))


def _sin_dato(lectura: Lectura) -> int:
    return sum(producto.color is Estado.SIN_DATO for producto in lectura.productos)


def _cuantos(n: int, uno: str, varios: str) -> tuple[str, ...]:
    return (f"{escribir(n)} {f'producto {uno}' if n == 1 else f'productos {varios}'}.",) if n else ()


def otra_lectura(lectura: Lectura) -> tuple[str, ...]:
    """Los productos que con la definición de hoy se leerían de otra manera."""
    cambian = [
        producto.ficha.codigo
        for producto in lectura.productos
        if (otra := avances.con_la_de_hoy(producto, lectura.pedido))
        and avances.cambian(producto.avance, otra[1])
    ]
    frases = [
        f"Con la definición que rige hoy cambiarían: {unir(cambian)}. Ábralos para ver las dos lecturas."
    ]
    mudados = de_otro_sector([producto.ficha for producto in lectura.productos])
    return (*(frases if cambian else ()), *mudados, *_otros_colores(lectura))


def _otros_colores(lectura: Lectura) -> tuple[str, ...]:
    """Los que con las reglas de semáforo de hoy serían de otro color."""
    de_hoy = avances.conjunto_de_hoy()
    cambian = [
        f"{producto.ficha.codigo} ({producto.color.value} → {otro.value})"
        for producto in lectura.productos
        if (otro := avances.color_con(producto, de_hoy, lectura.pedido)) is not None
    ]
    frase = f"Con las reglas que rigen hoy, «{de_hoy.nombre}», cambiarían de color: {unir(cambian)}."
    return (frase,) if cambian else ()


def de_definicion(productos: Sequence[Leido]) -> tuple[str, ...]:
    """Lo deducido o por confirmar se dice."""
    dichos = (
        ("anualizacion_origen", "deducida", "El tipo de anualización es deducido"),
        ("anualizacion_origen", "por_confirmar", "El tipo de anualización está por confirmar"),
        ("meta_final_origen", "deducida", "La meta final es deducida"),
        ("meta_final_origen", "por_confirmar", "La meta final está por confirmar"),
    )
    cuantos = [sum(getattr(p.definicion, campo) == origen for p in productos) for campo, origen, _ in dichos]
    todos = f"{escribir(len(productos))} {'producto' if len(productos) == 1 else 'productos'}"
    return tuple(
        f"{frase} en {escribir(n)} de {todos}." for n, (_, _, frase) in zip(cuantos, dichos, strict=True) if n
    )
