"""Cómo se mide y qué dio en conjunto: tablas 7 a 9, figura 1 y los productos que no se cuentan."""

from __future__ import annotations

from collections.abc import Mapping

from registro.escritores.documento import TablaEnDocumento
from registro.informes.balance import dibujos, papel
from registro.informes.balance.general import COLORES, resultado
from registro.informes.balance.lectura import Lectura
from registro.informes.balance.producto import COLORES as CON_COLOR
from registro.informes.balance.producto import Ficha
from registro.informes.datos import Renglon, renglones, totales
from registro.informes.redaccion import Redaccion, Seccion, seccion
from registro.numeros import escribir
from registro.tabla import OCULTO
from registro.textos import unir


def metodo(lectura: Lectura) -> list[Seccion]:
    """El método, los datos generales y lo que no se cuenta."""
    return [como_se_mide(lectura), generales(lectura), no_contados(lectura)]


def como_se_mide(lectura: Lectura) -> Seccion:
    """El método distrital, en palabras."""
    r = Redaccion()
    r.decir(
        "Cada producto se mide según su tipo de anualización. En uno de **suma**, cada reporte trae lo de su "
        "período y los períodos se suman. En uno **constante**, cada reporte trae el nivel y vale el último. "
        "En uno **creciente** o **decreciente**, el nivel sube o baja desde una línea base. La meta al corte "
        "se prorratea por los meses transcurridos, salvo en los constantes, que deben mantener su nivel todo "
        "el año."
    )
    r.decir(
        "El **cumplimiento de la vigencia** compara lo alcanzado en el año con la meta del año y decide el "
        "color del producto. El **avance** compara lo acumulado con la meta final, y cuenta hasta 100 %. El "
        "**rezago** o la **sobre-ejecución** es la diferencia entre lo acumulado y la meta acumulada, en la "
        "unidad del producto; la de un sector es la diferencia entre el promedio de lo avanzado y el "
        "promedio de lo programado por sus productos, en puntos porcentuales."
    )
    return seccion(
        "metodo",
        "Método y datos generales",
        1,
        r,
        TablaEnDocumento(papel.breve(lectura.tabla("periodicidad")), "Productos por periodicidad"),
        TablaEnDocumento(lectura.tabla("rangos"), "Rangos del semáforo"),
    )


def generales(lectura: Lectura) -> Seccion:
    """Cuántos productos hay de cada color."""
    r, tabla = Redaccion(), lectura.tabla("semaforo_por_objetivo")
    todos = totales(tabla)
    r.decir(resultado(r, lectura))
    partes = dibujos.partes(tabla)
    sobre = r.contar("productos", todos["Total"], "producto", "productos")
    en_parte = [
        f"{r.cifra(f'% en {color.lower()}', parte)} en {color.lower()}"
        for color in COLORES
        if (parte := partes.get(color))
    ]
    if en_parte:
        r.decir(f"Sobre {sobre} de la política, eso es {unir(en_parte)}.")
    return seccion(
        "metodo.generales",
        "Resultado general",
        2,
        r,
        TablaEnDocumento(papel.breve(tabla), "Productos de cada color por objetivo específico"),
        dibujos.de_todos(tabla),
    )


def no_contados(lectura: Lectura) -> Seccion:
    """Qué productos no tienen color, cuáles no entran en los promedios, y por qué."""
    r = Redaccion()
    fichas = lectura.fichas()
    filas = [
        (sector, fila)
        for sector in lectura.sectores()
        for fila in renglones(lectura.tabla("cumplimiento", sector))
        if fila["Color"].valor not in {*CON_COLOR, OCULTO}
    ]
    if not filas:
        r.decir(f"Todos los productos tienen color en {lectura.vigencia}.")
    else:
        cuantos = r.cifra("productos sin color", escribir(len(filas)))
        verbo = "producto no tiene" if len(filas) == 1 else "productos no tienen"
        r.decir(f"{cuantos} {verbo} color en {lectura.vigencia}:")
        r.enumerar([f"{_cual(fila, sector)}: {_por_que(fila, fichas)}." for sector, fila in filas])
    r.decir(_sin_meta_final(r, [codigo for codigo, ficha in fichas.items() if not ficha.con_meta_final]))
    return seccion("metodo.no_contados", "Productos que no se cuentan", 2, r)


def _sin_meta_final(r: Redaccion, codigos: list[str]) -> str:
    """Los que el avance de su sector deja por fuera."""
    if not codigos:
        return ""
    cuantos = r.cifra("productos sin meta final", escribir(len(codigos)))
    entran = "producto no entra" if len(codigos) == 1 else "productos no entran"
    conoce = "no se conoce su meta final"
    return f"{cuantos} {entran} en el promedio de avance de su sector, porque {conoce}: {unir(codigos)}."


def _cual(fila: Renglon, sector: str) -> str:
    return f"{fila['Código'].escrito} ({sector})"


def _por_que(fila: Renglon, fichas: Mapping[str, Ficha]) -> str:
    final = fichas[fila["Código"].escrito].vigencia_final
    match fila["Color"].valor:
        case "Cumplido":
            return f"se cumplió en {final}" if final else "se cumplió en una vigencia anterior"
        case "Sin meta":
            return fila["Meta"].escrito[:1].lower() + fila["Meta"].escrito[1:]
        case _ if fila["Alcanzado"].numero is None:
            return "no se conoce lo alcanzado"
        case _:
            return "no se conoce su meta del año"
