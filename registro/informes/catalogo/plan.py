"""Las tablas del plan de acción: cuántos productos hay y de quién, y cada producto con sus metas."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from registro.indicadores import formulas
from registro.indicadores.consultas import plan
from registro.indicadores.consultas.plan import FichaDeProducto
from registro.indicadores.formulas import Tramo
from registro.indicadores.hechos import Hecho
from registro.informes.catalogo.declaracion import SIN_DATO, Declaracion, portada, resumir, textos
from registro.informes.parametros import Parametros
from registro.matrices.motor import Cruce, Portada, Renglon, cruzar
from registro.numeros import escribir, escribir_decimal
from registro.tabla import Columna, Fila, Tabla, TipoColumna, Valor
from registro.textos import orden

GRUPO = "El plan de acción"
FUENTE = "plan de acción de la política (CONPES D.C. 11 de 2019)"
FILTROS = ("vigencia", "corte", "sector")
ENTERO, DECIMAL = TipoColumna.ENTERO, TipoColumna.DECIMAL
CUANTOS = (("todos", Columna("Productos", ENTERO)),)
SIN_PUBLICAR = "sin publicar"
NO_APLICA = "—"
PERIODICIDADES = ("anual", "semestral", "trimestral", "bimestral")
PALABRAS = {
    "numero": "Número",
    "porcentaje": "Porcentaje",
    "en_ejecucion": "En ejecución",
    "sin_iniciar": "Sin iniciar",
    "cumplido": "Cumplido",
    "por_confirmar": "por confirmar",
}


def productos_por_sector(parametros: Parametros) -> Tabla:
    """Productos de cada sector, en orden alfabético."""
    hechos = _contados(parametros)
    sectores = sorted({hecho.rasgos["sector"] for hecho in hechos}, key=orden)
    cruce = _cruce("sector", "Sector", [Renglon(sector, (sector,)) for sector in sectores])
    return cruzar(_portada(("productos_por_sector", "Productos por sector"), parametros), cruce, hechos)


def productos_por_objetivo(parametros: Parametros) -> Tabla:
    """Productos de cada objetivo específico."""
    hechos, textos_de = _contados(parametros), plan.objetivos()
    cruce = _cruce("objetivo", "Objetivo", [Renglon(str(n), (str(n),)) for n in textos_de])
    notas = tuple(f"Objetivo {numero}. {texto}" for numero, texto in textos_de.items())
    declarada = ("productos_por_objetivo", "Productos por objetivo")
    return cruzar(_portada(declarada, parametros, notas), cruce, hechos)


def sector_por_objetivo(parametros: Parametros) -> Tabla:
    """Productos de cada sector en cada objetivo."""
    hechos, textos_de = _contados(parametros), plan.objetivos()
    sectores = sorted({hecho.rasgos["sector"] for hecho in hechos}, key=orden)
    cruce = Cruce(
        por_fila="sector",
        por_columna="objetivo",
        rotulos=(Columna("Sector"),),
        renglones=tuple(Renglon(sector, (sector,)) for sector in sectores),
        columnas=tuple((str(numero), Columna(str(numero), ENTERO, "Objetivo")) for numero in textos_de),
        total=Columna("Total", ENTERO),
    )
    notas = tuple(f"Objetivo {numero}. {texto}" for numero, texto in textos_de.items())
    declarada = ("sector_por_objetivo", "Productos por sector y objetivo")
    return cruzar(_portada(declarada, parametros, notas), cruce, hechos)


def periodicidad(parametros: Parametros) -> Tabla:
    """Productos por la periodicidad que se les conoce; lo publicado va al lado, nunca en su lugar."""
    hechos = _contados(parametros)
    conocidas = {hecho.rasgos["periodicidad"] for hecho in hechos}
    ordenadas = [clave for clave in PERIODICIDADES if clave in conocidas]
    sueltas = sorted(conocidas - {*PERIODICIDADES, ""})
    claves = [*ordenadas, *sueltas, *([""] if "" in conocidas else [])]
    renglones = [Renglon(clave, (clave or SIN_PUBLICAR,)) for clave in claves]
    publicadas = plan.publicadas("periodicidad")
    notas: tuple[str, ...] = ()
    if publicadas:
        lista = ", ".join(f"{fila} {escribir_decimal(valor, None)}" for fila, valor in publicadas.items())
        notas = (f"Publicado, sin decir de cuáles productos: {lista}.",)
    cubierta = _portada(("periodicidad", "Productos por periodicidad"), parametros, notas)
    return cruzar(cubierta, _cruce("periodicidad", "Periodicidad", renglones), hechos)


def periodicidades_publicadas(parametros: Parametros) -> Tabla | None:
    """Lo que publicó el informe, para ponerlo al lado."""
    publicadas = plan.publicadas("periodicidad")
    if not publicadas:
        return None
    filas = [textos(fila, int(valor)) for fila, valor in publicadas.items()]
    totales = textos("Total", int(sum(publicadas.values(), Decimal(0))))
    cubierta = Portada(
        "periodicidad_publicada", "Lo publicado", "informe anual de seguimiento", parametros.corte_escrito
    )
    return cubierta.tabla((Columna("Periodicidad"), Columna("Productos", ENTERO)), filas, totales)


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
    return _portada(("productos", "Productos, metas y alcanzado"), parametros, notas).tabla(
        columnas, filas, None
    )


def fichas_de_productos(parametros: Parametros) -> Tabla:
    """Cómo se define cada producto."""
    filas = [
        textos(
            *(ficha.codigo, ficha.nombre, str(ficha.objetivo), ficha.sector),
            *(ficha.periodicidad or SIN_PUBLICAR, PALABRAS.get(ficha.estado, ficha.estado)),
            *(_vigencia(ficha.vigencia_inicial), _vigencia(ficha.vigencia_final)),
            SIN_DATO if ficha.linea_base is None else ficha.linea_base,
        )
        for ficha in _fichas(parametros)
    ]
    columnas = (
        *(Columna("Código"), Columna("Producto"), Columna("Objetivo"), Columna("Sector")),
        *(Columna("Periodicidad"), Columna("Estado"), Columna("Inicia"), Columna("Termina")),
        Columna("Línea base", DECIMAL),
    )
    declarada = ("fichas_de_productos", "Definición de los productos")
    return _portada(declarada, parametros).tabla(columnas, filas, None)


def _cruce(rasgo: str, rotulo: str, renglones: Sequence[Renglon]) -> Cruce:
    """Una sola columna de productos."""
    return Cruce(rasgo, "todos", (Columna(rotulo),), tuple(renglones), CUANTOS)


def _contados(parametros: Parametros) -> list[Hecho]:
    sector_id = plan.resolver_sector(parametros.sector)[0] if parametros.sector else None
    hechos = plan.contar_productos(sector_id)
    return [Hecho(hecho.cantidad, {**hecho.rasgos, "todos": "todos"}) for hecho in hechos]


def _fichas(parametros: Parametros) -> list[FichaDeProducto]:
    sector_id = plan.resolver_sector(parametros.sector)[0] if parametros.sector else None
    return plan.productos(sector_id)


def _portada(declarada: tuple[str, str], parametros: Parametros, notas: tuple[str, ...] = ()) -> Portada:
    """Con vigencia, los mismos productos y una nota de en qué estaban ese año."""
    return portada(declarada, parametros, fuente=FUENTE, notas=(*_en_la_vigencia(parametros), *notas))


def _en_la_vigencia(parametros: Parametros) -> tuple[str, ...]:
    if parametros.vigencia is None:
        return ()
    fichas = _fichas(parametros)
    con_meta = sum(any(t.desde == t.hasta == parametros.vigencia for t in f.metas) for f in fichas)
    cuantos = f"De los {escribir(len(fichas))} productos del plan, {escribir(con_meta)}"
    return (f"{cuantos} {'tiene' if con_meta == 1 else 'tienen'} meta en {parametros.vigencia}.",)


def _tramos(fichas: Sequence[FichaDeProducto], vigencia: int | None) -> list[tuple[int, int]]:
    """Los tramos que se muestran; el que lo abarca todo sobra, porque es lo acumulado."""
    todos = {(t.desde, t.hasta) for ficha in fichas for t in (*ficha.metas, *ficha.alcanzados)}
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
    origen = PALABRAS.get(ficha.anualizacion_origen, ficha.anualizacion_origen)
    anualizacion = (
        f"{ficha.anualizacion.capitalize()} ({origen})" if origen else ficha.anualizacion.capitalize()
    )
    return textos(
        *(ficha.codigo, ficha.nombre, ficha.sector, PALABRAS.get(ficha.unidad, ficha.unidad), anualizacion),
        *_valores(ficha, ficha.metas, tramos),
        *_valores(ficha, ficha.alcanzados, tramos),
        SIN_DATO if ficha.meta_final is None else ficha.meta_final,
        PALABRAS.get(ficha.meta_final_origen, ficha.meta_final_origen) or "sin publicar",
    )


def _valores(
    ficha: FichaDeProducto, propios: Sequence[Tramo], tramos: Sequence[tuple[int, int]]
) -> list[Valor]:
    por_tramo = {(tramo.desde, tramo.hasta): tramo.valor for tramo in propios}
    valores: list[Valor] = [por_tramo.get(tramo, _falta(ficha, tramo)) for tramo in tramos]
    if len(tramos) > 1:
        _, hasta = _extremos(tramos)
        acumulado = formulas.acumulado(ficha.anualizacion, [t for t in propios if t.hasta <= hasta])
        valores.append(SIN_DATO if acumulado is None else acumulado)
    return valores


def _falta(ficha: FichaDeProducto, tramo: tuple[int, int]) -> str:
    """Un nivel no tiene saldo que traer de otros años; lo demás es que no se publicó."""
    es_saldo = tramo[0] < tramo[1]
    return NO_APLICA if es_saldo and ficha.anualizacion != formulas.SUMA else SIN_DATO


def _vigencia(vigencia: int | None) -> str:
    return SIN_DATO if vigencia is None else str(vigencia)


TABLAS = (
    Declaracion(
        nombre="productos_por_sector",
        titulo="Productos por sector",
        responde="Cuántos productos del plan tiene cada sector.",
        grupo=GRUPO,
        filtros=FILTROS,
        callados=("corte",),
        armar=productos_por_sector,
        resumen=resumir((1, "producto", "productos"), (None, "sector", "sectores")),
        fijo={"medida": "productos"},
    ),
    Declaracion(
        nombre="productos_por_objetivo",
        titulo="Productos por objetivo",
        responde="Cuántos productos del plan tiene cada objetivo específico.",
        grupo=GRUPO,
        filtros=FILTROS,
        callados=("corte",),
        armar=productos_por_objetivo,
        resumen=resumir((1, "producto", "productos"), (None, "objetivo", "objetivos")),
        fijo={"medida": "productos"},
    ),
    Declaracion(
        nombre="sector_por_objetivo",
        titulo="Productos por sector y objetivo",
        responde="En qué objetivos trabaja cada sector.",
        grupo=GRUPO,
        filtros=FILTROS,
        callados=("corte",),
        armar=sector_por_objetivo,
        resumen=resumir((-1, "producto", "productos"), (None, "sector", "sectores")),
        fijo={"medida": "productos"},
    ),
    Declaracion(
        nombre="periodicidad",
        titulo="Productos por periodicidad",
        responde="Cada cuánto reportan los productos, y qué se publicó sobre eso.",
        grupo=GRUPO,
        filtros=FILTROS,
        callados=("corte",),
        armar=periodicidad,
        resumen=resumir((1, "producto", "productos")),
        fijo={"medida": "productos"},
    ),
    Declaracion(
        nombre="productos",
        titulo="Productos, metas y alcanzado",
        responde="Qué se propuso y qué alcanzó cada producto.",
        grupo=GRUPO,
        filtros=FILTROS,
        callados=("corte",),
        armar=productos,
        resumen=resumir((None, "producto", "productos")),
    ),
    Declaracion(
        nombre="fichas_de_productos",
        titulo="Definición de los productos",
        responde="Cómo se define cada producto y en qué estado está.",
        grupo=GRUPO,
        filtros=FILTROS,
        callados=("corte",),
        armar=fichas_de_productos,
        resumen=resumir((None, "producto", "productos")),
    ),
)
