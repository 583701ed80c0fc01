"""Los productos del plan de acción, uno por uno: sus metas, lo alcanzado y cómo se definen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from registro.indicadores import formulas
from registro.indicadores.consultas import plan
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.formulas import Tramo
from registro.indicadores.versiones import ANUALIZACIONES, ESTADOS, ORIGENES, PERIODICIDADES, UNIDADES
from registro.informes.catalogo.declaracion import Declaracion, portada, resumir, textos
from registro.informes.catalogo.divulga import libre
from registro.informes.parametros import Parametros
from registro.matrices.motor import Portada
from registro.numeros import escribir
from registro.tabla import SIN_DATO, Columna, Fila, Tabla, TipoColumna, Valor
from registro.textos import unir

FUENTE = "plan de acción de la política (CONPES D.C. 11 de 2019)"
DECIMAL = TipoColumna.DECIMAL
SIN_PUBLICAR = "sin publicar"
NO_APLICA = "—"

del_plan = partial(
    Declaracion,
    grupo="El plan de acción",
    filtros=("vigencia", "corte", "sector"),
    callados=("corte",),
    divulga=libre("son metas, y lo alcanzado es lo que ya se publicó: lo que mide una regla no está"),
)


def sector_pedido(parametros: Parametros) -> int | None:
    """El sector por el que se filtra, si se pidió."""
    return plan.resolver_sector(parametros.sector)[0] if parametros.sector else None


def productos(parametros: Parametros) -> Tabla:
    """Cada producto con sus metas y lo alcanzado, por tramos de vigencias."""
    fichas = _fichas(parametros)
    tramos = _tramos(fichas, parametros.vigencia)
    columnas = (
        *(Columna("Código"), Columna("Producto"), Columna("Sector"), Columna("Unidad")),
        Columna("Anualización"),
        *_columnas_de_tramos("Meta", "acumulada", tramos),
        *_columnas_de_tramos("Alcanzado", "acumulado", tramos),
        *(Columna("Meta final", DECIMAL), Columna("Origen de la meta final")),
    )
    filas = [_fila_de_producto(ficha, tramos) for ficha in fichas]
    notas = (
        "Un saldo de apertura es de varias vigencias: se conoce su total y no cómo se repartió.",
        "Lo acumulado de un producto tipo suma es la suma de sus tramos; el de los demás, su último nivel.",
    )
    return portada_del_plan(("productos", "Productos, metas y alcanzado"), parametros, notas).tabla(
        columnas, filas, None
    )


def fichas_de_productos(parametros: Parametros) -> Tabla:
    """Cómo se define cada producto."""
    filas = [
        textos(
            *(ficha.codigo, ficha.nombre, str(ficha.objetivo), ficha.sector),
            *(PERIODICIDADES[ficha.definicion.periodicidad], ESTADOS[ficha.definicion.estado]),
            *(_vigencia(ficha.definicion.vigencia_inicial), _vigencia(ficha.definicion.vigencia_final)),
            SIN_DATO if ficha.definicion.linea_base is None else ficha.definicion.linea_base,
        )
        for ficha in _fichas(parametros)
    ]
    columnas = (
        *(Columna("Código"), Columna("Producto"), Columna("Objetivo"), Columna("Sector")),
        *(Columna("Periodicidad"), Columna("Estado"), Columna("Inicia"), Columna("Termina")),
        Columna("Línea base", DECIMAL),
    )
    declarada = ("fichas_de_productos", "Definición de los productos")
    return portada_del_plan(declarada, parametros).tabla(columnas, filas, None)


def _fichas(parametros: Parametros) -> list[FichaDeProducto]:
    return plan.productos(sector_pedido(parametros), parametros.hasta)


def portada_del_plan(
    declarada: tuple[str, str], parametros: Parametros, notas: tuple[str, ...] = ()
) -> Portada:
    """Con vigencia, los mismos productos y una nota de en qué estaban ese año."""
    propias = (*_en_la_vigencia(parametros), *de_otro_sector(_fichas(parametros)))
    return portada(declarada, parametros, fuente=FUENTE, notas=(*propias, *notas))


def de_otro_sector(fichas: Sequence[FichaDeProducto]) -> tuple[str, ...]:
    """La otra lectura: los que un acto llevó después a otro sector."""
    mudados = [f"{codigo} (de {antes} a {ahora})" for codigo, antes, ahora in plan.mudados(fichas)]
    return (f"Después cambiaron de sector: {unir(mudados)}.",) if mudados else ()


def _en_la_vigencia(parametros: Parametros) -> tuple[str, ...]:
    if parametros.vigencia is None:
        return ()
    fichas = _fichas(parametros)
    con_meta = sum(any(t.desde == t.hasta == parametros.vigencia for t in f.definicion.metas) for f in fichas)
    del_ano, todos = f"la meta de {parametros.vigencia}", f"los {escribir(len(fichas))} productos"
    if len(fichas) == 1:
        return (f"{'Se' if con_meta else 'No se'} conoce {del_ano}.",)
    if not con_meta:
        return (f"De ninguno de {todos} se conoce {del_ano}.",)
    return (f"Se conoce {del_ano} de {escribir(con_meta)} de {todos}.",)


def _tramos(fichas: Sequence[FichaDeProducto], vigencia: int | None) -> list[tuple[int, int]]:
    """Los tramos que se muestran; el que lo abarca todo sobra, porque es lo acumulado."""
    todos = {(t.desde, t.hasta) for ficha in fichas for t in (*ficha.definicion.metas, *ficha.alcanzados)}
    entran = {tramo for tramo in todos if vigencia is None or tramo[1] <= vigencia}
    if len(entran) > 1:
        entran.discard(_extremos(entran))
    return sorted(entran, key=lambda tramo: (tramo[1], tramo[0]))


def _extremos(tramos: Collection[tuple[int, int]]) -> tuple[int, int]:
    return min(desde for desde, _ in tramos), max(hasta for _, hasta in tramos)


def _columnas_de_tramos(cifra: str, acumulada: str, tramos: Sequence[tuple[int, int]]) -> list[Columna]:
    """Una por tramo y, si hay varios, lo acumulado; cada título se entiende solo en una hoja de cálculo."""
    columnas = [Columna(f"{cifra} {_nombre(desde, hasta)}", DECIMAL) for desde, hasta in tramos]
    if len(tramos) > 1:
        desde, hasta = _extremos(tramos)
        columnas.append(Columna(f"{cifra} {acumulada} {desde}–{hasta}", DECIMAL))
    return columnas


def _nombre(desde: int, hasta: int) -> str:
    return str(hasta) if desde == hasta else f"{desde}–{hasta} (saldo de apertura)"


def _fila_de_producto(ficha: FichaDeProducto, tramos: Sequence[tuple[int, int]]) -> Fila:
    definicion = ficha.definicion
    anualizacion = ANUALIZACIONES[definicion.anualizacion]
    if definicion.anualizacion_origen:
        anualizacion = f"{anualizacion} ({ORIGENES[definicion.anualizacion_origen]})"
    return textos(
        *(ficha.codigo, ficha.nombre, ficha.sector, UNIDADES[definicion.unidad], anualizacion),
        *_valores(ficha, definicion.metas, tramos),
        *_valores(ficha, ficha.alcanzados, tramos),
        SIN_DATO if definicion.meta_final is None else definicion.meta_final,
        ORIGENES[definicion.meta_final_origen],
    )


def _valores(
    ficha: FichaDeProducto, propios: Sequence[Tramo], tramos: Sequence[tuple[int, int]]
) -> list[Valor]:
    por_tramo = {(tramo.desde, tramo.hasta): tramo.valor for tramo in propios}
    valores: list[Valor] = [por_tramo.get(tramo, _falta(ficha, tramo)) for tramo in tramos]
    if len(tramos) > 1:
        _, hasta = _extremos(tramos)
        acumulado = formulas.acumulado(
            ficha.definicion.anualizacion, [t for t in propios if t.hasta <= hasta]
        )
        valores.append(SIN_DATO if acumulado is None else acumulado)
    return valores


def _falta(ficha: FichaDeProducto, tramo: tuple[int, int]) -> str:
    """Un nivel no tiene saldo que traer de otros años; lo demás es que no se publicó."""
    es_saldo = tramo[0] < tramo[1]
    return NO_APLICA if es_saldo and ficha.definicion.anualizacion != formulas.SUMA else SIN_DATO


def _vigencia(vigencia: int | None) -> str:
    return SIN_DATO if vigencia is None else str(vigencia)


TABLAS = (
    del_plan(
        nombre="productos",
        titulo="Productos, metas y alcanzado",
        responde="Qué se propuso y qué alcanzó cada producto.",
        armar=productos,
        resumen=resumir((None, "producto", "productos")),
    ),
    del_plan(
        nombre="fichas_de_productos",
        titulo="Definición de los productos",
        responde="Cómo se define cada producto y en qué estado está.",
        armar=fichas_de_productos,
        resumen=resumir((None, "producto", "productos")),
    ),
)
