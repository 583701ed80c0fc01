"""Las tablas del cumplimiento: rangos, productos por color, cada producto y el avance de cada sector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from registro.indicadores import magnitud
from registro.indicadores.avance import agregar
from registro.indicadores.consultas import avances, plan
from registro.indicadores.consultas.avances import Lectura, Leido
from registro.indicadores.semaforo import Color, Estado, en_palabras
from registro.informes.catalogo import advertencias
from registro.informes.catalogo.declaracion import (
    Declaracion,
    Resumen,
    cifra,
    portada,
    resumir,
    textos,
)
from registro.informes.catalogo.divulga import libre
from registro.informes.catalogo.escondidos import de_avance, de_colores, de_cumplimiento
from registro.informes.catalogo.productos import sector_pedido
from registro.informes.parametros import Parametros
from registro.matrices.motor import Portada
from registro.numeros import escribir
from registro.recordadas import recordar, ya_recordado
from registro.tabla import SIN_DATO, Celda, Columna, Fila, Tabla, TipoColumna, Valor
from registro.textos import orden

ENTERO, DECIMAL, PORCENTAJE = TipoColumna.ENTERO, TipoColumna.DECIMAL, TipoColumna.PORCENTAJE
FUENTE = "reportes aprobados y registros"
NO_APLICA = "—"
FILTROS = ("vigencia", "corte", "sector", "reglas")
TITULOS = {
    "rangos": "Rangos del semáforo",
    "semaforo_por_objetivo": "Semáforo por objetivo",
    "semaforo_por_sector": "Semáforo por sector",
    "cumplimiento": "Cumplimiento de los productos",
    "avance_por_sector": "Avance por sector",
}
EN_PLURAL: dict[Color | Estado, str] = {Estado.CUMPLIDO: "Cumplidos"}


def _declarada(nombre: str) -> tuple[str, str]:
    return nombre, TITULOS[nombre]


def con_vigencia(parametros: Parametros) -> Parametros:
    """El cumplimiento es siempre de una vigencia: la pedida, la del corte o la última del plan."""
    if parametros.vigencia is not None:
        return parametros
    if parametros.corte is not None:
        return replace(parametros, vigencia=parametros.corte.year)
    conocidas = avances.vigencias_del_plan()
    pasadas = [vigencia for vigencia in conocidas if vigencia <= parametros.corte_escrito.year]
    return replace(parametros, vigencia=(pasadas or [parametros.corte_escrito.year])[0])


def pedido(parametros: Parametros) -> avances.Pedido:
    """Lo que se le pide a los avances; ``parametros`` ya tiene vigencia."""
    dia = parametros.hasta or parametros.corte_escrito
    return avances.Pedido(
        dia.year if parametros.vigencia is None else parametros.vigencia,
        dia,
        sector_pedido(parametros),
        parametros.reglas or "",
    )


def leer(parametros: Parametros) -> Lectura:
    """Los productos al corte pedido; lo de un sector sale de la política entera si ya se leyó."""
    pedida = pedido(parametros)

    def leida() -> Lectura:  # lo recordado se busca aquí: antes, podría ser de antes de la marca
        entera: Lectura | None = ya_recordado(replace(pedida, sector_id=None))
        return entera.de(pedida) if entera else avances.leer(pedida)

    return recordar(pedida, leida)


def rangos(parametros: Parametros) -> Tabla:
    """De qué color es cada porcentaje."""
    completos = con_vigencia(parametros)
    conjunto = avances.conjunto(pedido(completos))
    filas = [textos(color.value, f"{rango} %") for color, rango in en_palabras(conjunto)]
    fuera = "Sin meta, cumplido en otro año y sin dato no tienen color."
    cubierta = portada(
        _declarada("rangos"),
        completos,
        fuente="reglas de semáforo",
        reglas=conjunto.nombre,
        notas=("p es el porcentaje de la vigencia.", fuera),
    )
    return cubierta.tabla((Columna("Color", TipoColumna.ESTADO), Columna("Rango")), filas, None)


def semaforo_por_objetivo(parametros: Parametros) -> Tabla:
    """Productos de cada color en cada objetivo."""
    completos = con_vigencia(parametros)
    lectura = leer(completos)
    objetivos = plan.objetivos()
    suyos = por_objetivo(lectura.productos)
    grupos = [(str(n), {"objetivo": str(n)}, de) for n, de in zip(objetivos, suyos, strict=True)]
    notas = tuple(f"Objetivo {numero}. {texto}" for numero, texto in objetivos.items())
    sin_dato = advertencias.solo_en_el_total(lectura)
    cubierta = _cubierta("semaforo_por_objetivo", completos, lectura, (*sin_dato, *notas))
    return _por_color(cubierta, "Objetivo", lectura, grupos)


def semaforo_por_sector(parametros: Parametros) -> Tabla:
    """Productos de cada color en cada sector."""
    completos = con_vigencia(parametros)
    lectura = leer(completos)
    grupos = [(sector, {"sector": sector}, suyos) for sector, suyos in por_sector(lectura.productos)]
    notas = advertencias.solo_en_el_total(lectura)
    return _por_color(_cubierta("semaforo_por_sector", completos, lectura, notas), "Sector", lectura, grupos)


def por_objetivo(productos: Sequence[Leido]) -> list[list[Leido]]:
    """Los productos de cada objetivo, en orden."""
    return [[p for p in productos if p.ficha.objetivo == numero] for numero in plan.objetivos()]


def _por_sector(productos: Sequence[Leido]) -> list[list[Leido]]:
    return [suyos for _, suyos in por_sector(productos)]


def _leer_completa(parametros: Parametros) -> Lectura:
    return leer(con_vigencia(parametros))


def por_sector(productos: Sequence[Leido]) -> list[tuple[str, list[Leido]]]:
    """Los productos de cada sector, en orden alfabético español."""
    sectores = sorted({producto.ficha.sector for producto in productos}, key=orden)
    return [(sector, [p for p in productos if p.ficha.sector == sector]) for sector in sectores]


Grupo = tuple[str, dict[str, str], list[Leido]]


def _por_color(cubierta: Portada, rotulo: str, lectura: Lectura, grupos: Sequence[Grupo]) -> Tabla:
    columnas = _columnas_de_color(lectura)
    filas = [_fila_de_colores(nombre, filtro, suyos, columnas) for nombre, filtro, suyos in grupos]
    todos = [producto for _, _, suyos in grupos for producto in suyos]
    totales = _fila_de_colores("Total", {}, todos, columnas)
    titulos = (
        *(Columna(rotulo), Columna("Total", ENTERO)),
        *(Columna(EN_PLURAL.get(color, color.value), ENTERO) for color in columnas),
    )
    return cubierta.tabla(titulos, filas, totales)


def _columnas_de_color(lectura: Lectura) -> list[Color | Estado]:
    """Los colores de los rangos, los que algún producto trae por su cuenta, y los dos estados."""
    propios = {color for producto in lectura.productos for color in producto.conjunto.colores}
    colores: list[Color | Estado] = [c for c in Color if c in propios or c in lectura.conjunto.colores]
    return [*colores, Estado.SIN_META, Estado.CUMPLIDO]


def _fila_de_colores(
    nombre: str, filtro: dict[str, str], productos: Sequence[Leido], colores: Sequence[Color | Estado]
) -> Fila:
    cuantos = [sum(producto.color == color for producto in productos) for color in colores]
    return (
        Celda(nombre),
        cifra(len(productos), **filtro),
        *(cifra(n, **filtro, color=color.value) for n, color in zip(cuantos, colores, strict=True)),
    )


def _cubierta(nombre: str, parametros: Parametros, lectura: Lectura, notas: tuple[str, ...] = ()) -> Portada:
    """Con los rangos que se usaron, y lo que hay que saber para leer las cifras."""
    dichos = "; ".join(f"{color.value.lower()} {rango} %" for color, rango in en_palabras(lectura.conjunto))
    return portada(
        _declarada(nombre),
        parametros,
        fuente=FUENTE,
        reglas=f"{lectura.conjunto.nombre}: {dichos}",
        notas=(*notas, *advertencias.otra_lectura(lectura)),
    )


def cumplimiento(parametros: Parametros) -> Tabla:
    """Cada producto de un sector con sus metas, lo alcanzado y sus cuatro porcentajes."""
    completos = con_vigencia(parametros)
    lectura = leer(completos)
    filas = [_fila_de_cumplimiento(producto) for producto in lectura.productos]
    columnas = (
        *(Columna("Código"), Columna("Producto")),
        *(Columna("Meta acumulada", DECIMAL), Columna("Alcanzado acumulado", DECIMAL)),
        *(Columna("Meta", DECIMAL), Columna("Alcanzado", DECIMAL)),
        *(Columna("Cumplimiento %", PORCENTAJE), Columna("A la fecha %", PORCENTAJE)),
        *(Columna("Avance %", PORCENTAJE), Columna("Rezago", DECIMAL)),
        Columna("Color", TipoColumna.ESTADO),
    )
    notas = (*advertencias.sin_color(lectura), *advertencias.de_definicion(lectura.productos))
    return _cubierta("cumplimiento", completos, lectura, notas).tabla(columnas, filas, None)


def _fila_de_cumplimiento(producto: Leido) -> Fila:
    codigo, avance = producto.ficha.codigo, producto.avance
    propia = partial(_celda, codigo)
    estado = _estado(producto)
    del_ano = (
        (Celda(estado), Celda(estado), Celda(NO_APLICA))
        if estado
        else (propia("meta", avance.meta), propia("valor", avance.valor), propia("p", avance.p))
    )
    return (
        *(Celda(codigo), Celda(producto.ficha.nombre)),
        _o_nada(propia("meta_acumulada", avance.meta_acumulada), producto),
        _o_nada(propia("acumulado", avance.acumulado), producto),
        *del_ano,
        propia("a_la_fecha", avance.a_la_fecha) if avance.estado is None else Celda(NO_APLICA),
        _o_nada(propia("avance", avance.avance), producto),
        _o_nada(propia("rezago", avance.rezago), producto),
        Celda(producto.color.value),
    )


def _o_nada(celda: Celda, producto: Leido) -> Celda:
    """De lo que no ha empezado no falta ningún dato: no podía haberlo."""
    return Celda(NO_APLICA) if celda.filtro is None and producto.avance.estado is Estado.SIN_META else celda


def _celda(codigo: str, cual: str, valor: Decimal | None) -> Celda:
    """Toda cifra conocida se abre, también un cero: detrás está su cálculo."""
    if valor is None:
        return Celda(SIN_DATO)
    return Celda(valor, (("producto", codigo), ("cifra", cual)))


def _estado(producto: Leido) -> str:
    """«Producto cumplido en 2021», «Inicia en 2025» o nada."""
    definicion, estado = producto.definicion, producto.avance.estado
    if estado is Estado.CUMPLIDO:
        return magnitud.escrita(magnitud.EnEstado(estado, definicion.vigencia_final))
    if estado is Estado.SIN_META:
        inicial = definicion.vigencia_inicial
        return magnitud.escrita(
            magnitud.EnEstado(estado, inicial if inicial and definicion.metas == () else None)
        )
    return ""


def avance_por_sector(parametros: Parametros) -> Tabla:
    """Cuánto lleva cada sector de su meta final y cuánto debía llevar."""
    completos = con_vigencia(parametros)
    lectura = leer(completos)
    grupos = por_sector(lectura.productos)
    filas = [_fila_de_avance(sector, suyos, {"sector": sector}) for sector, suyos in grupos]
    columnas = (
        *(Columna("Sector"), Columna("Avance %", PORCENTAJE), Columna("Programado %", PORCENTAJE)),
        *(Columna("Diferencia pp", PORCENTAJE), Columna("Productos contados", ENTERO)),
        Columna("Productos sin meta final", ENTERO),
    )
    notas = (
        "El avance de un producto se recorta a 100 %.",
        "Un producto sin meta final no se cuenta en el promedio de su sector.",
        *advertencias.fuera_del_promedio(lectura),
        *advertencias.de_definicion(lectura.productos),
    )
    totales = _fila_de_avance("Total", lectura.productos, {})
    return _cubierta("avance_por_sector", completos, lectura, notas).tabla(columnas, filas, totales)


def _fila_de_avance(nombre: str, productos: Sequence[Leido], filtro: dict[str, str]) -> Fila:
    suma = agregar([(producto.definicion, producto.avance) for producto in productos])
    medios = (("avance", suma.avance), ("programado", suma.programado), ("diferencia", suma.diferencia))
    pares = tuple(filtro.items())
    return (
        Celda(nombre),
        *(
            Celda(SIN_DATO) if valor is None else Celda(valor, (*pares, ("promedio", cual)))
            for cual, valor in medios
        ),
        cifra(suma.contados, **filtro, promedio="contados"),
        cifra(suma.fuera, **filtro, promedio="fuera"),
    )


def _resumen(_parametros: Parametros, tabla: Tabla) -> list[tuple[str, str]]:
    """Los totales por color, en el orden de la tabla."""
    totales = tabla.totales or ()
    return [
        (_escrito(celda.valor), columna.titulo.lower())
        for celda, columna in list(zip(totales, tabla.columnas, strict=True))[2:]
        if celda.valor != 0
    ]


def _escrito(valor: Valor) -> str:
    return escribir(valor) if isinstance(valor, int) else str(valor)


def _de_una_vigencia(
    nombre: str, responde: str, armar: Callable[[Parametros], Tabla], resumen: Resumen, **otros: Any
) -> Declaracion:
    """La declaración de una tabla del cumplimiento; lo común a todas se dice aquí."""
    comunes: dict[str, Any] = {
        "grupo": "El cumplimiento",
        "filtros": FILTROS,
        "completar": con_vigencia,
    }
    propios = {"titulo": TITULOS[nombre], "responde": responde, "armar": armar, "resumen": resumen}
    return Declaracion(nombre=nombre, **comunes | propios | otros)


TABLAS = (
    _de_una_vigencia(
        "semaforo_por_sector",
        responde="Cuántos productos de cada sector van bien y cuántos no.",
        armar=semaforo_por_sector,
        resumen=_resumen,
        divulga=de_colores(_leer_completa, _por_sector),
        fijo={"medida": "semaforo"},
    ),
    _de_una_vigencia(
        "semaforo_por_objetivo",
        responde="Cuántos productos de cada objetivo van bien y cuántos no.",
        armar=semaforo_por_objetivo,
        resumen=_resumen,
        divulga=de_colores(_leer_completa, por_objetivo),
        fijo={"medida": "semaforo"},
    ),
    _de_una_vigencia(
        "cumplimiento",
        responde="Cuánto se propuso y alcanzó cada producto, y de qué color va.",
        armar=cumplimiento,
        resumen=resumir((None, "producto", "productos")),
        divulga=de_cumplimiento(_leer_completa),
        fijo={"medida": "calculo"},
    ),
    _de_una_vigencia(
        "avance_por_sector",
        responde="Cuánto lleva cada sector de su meta final y cuánto debía llevar.",
        armar=avance_por_sector,
        resumen=resumir((None, "sector", "sectores")),
        divulga=de_avance(_leer_completa, _por_sector),
        fijo={"medida": "promedio"},
    ),
    _de_una_vigencia(
        "rangos",
        responde="De qué color es cada porcentaje.",
        armar=rangos,
        resumen=resumir((None, "color", "colores")),
        filtros=("vigencia", "corte", "reglas"),
        divulga=libre("son los rangos de las reglas"),
    ),
)
