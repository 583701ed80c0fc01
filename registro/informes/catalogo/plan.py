"""Las tablas que cuentan los productos del plan de acción: por sector, por objetivo, por periodicidad."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from registro.indicadores.consultas import plan
from registro.indicadores.hechos import Hecho
from registro.informes.catalogo.declaracion import resumir, textos
from registro.informes.catalogo.productos import SIN_PUBLICAR, del_plan, portada_del_plan, sector_pedido
from registro.informes.parametros import Parametros
from registro.matrices.motor import Cruce, Portada, Renglon, cruzar
from registro.numeros import escribir_decimal
from registro.tabla import Columna, Tabla, TipoColumna
from registro.textos import orden

ENTERO = TipoColumna.ENTERO
CUANTOS = (("todos", Columna("Productos", ENTERO)),)
PERIODICIDADES = ("anual", "semestral", "trimestral", "bimestral")


def productos_por_sector(parametros: Parametros) -> Tabla:
    """Productos de cada sector, en orden alfabético."""
    hechos = _contados(parametros)
    sectores = sorted({hecho.rasgos["sector"] for hecho in hechos}, key=orden)
    cruce = _cruce("sector", "Sector", [Renglon(sector, (sector,)) for sector in sectores])
    return cruzar(
        portada_del_plan(("productos_por_sector", "Productos por sector"), parametros), cruce, hechos
    )


def productos_por_objetivo(parametros: Parametros) -> Tabla:
    """Productos de cada objetivo específico."""
    hechos, textos_de = _contados(parametros), plan.objetivos()
    cruce = _cruce("objetivo", "Objetivo", [Renglon(str(n), (str(n),)) for n in textos_de])
    notas = tuple(f"Objetivo {numero}. {texto}" for numero, texto in textos_de.items())
    declarada = ("productos_por_objetivo", "Productos por objetivo")
    return cruzar(portada_del_plan(declarada, parametros, notas), cruce, hechos)


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
    return cruzar(portada_del_plan(declarada, parametros, notas), cruce, hechos)


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
    cubierta = portada_del_plan(("periodicidad", "Productos por periodicidad"), parametros, notas)
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


def _cruce(rasgo: str, rotulo: str, renglones: Sequence[Renglon]) -> Cruce:
    """Una sola columna de productos."""
    return Cruce(rasgo, "todos", (Columna(rotulo),), tuple(renglones), CUANTOS)


def _contados(parametros: Parametros) -> list[Hecho]:
    hechos = plan.contar_productos(sector_pedido(parametros), parametros.hasta)
    return [Hecho(hecho.cantidad, {**hecho.rasgos, "todos": "todos"}) for hecho in hechos]


TABLAS = (
    del_plan(
        nombre="productos_por_sector",
        titulo="Productos por sector",
        responde="Cuántos productos del plan tiene cada sector.",
        armar=productos_por_sector,
        resumen=resumir((1, "producto", "productos"), (None, "sector", "sectores")),
        fijo={"medida": "productos"},
    ),
    del_plan(
        nombre="productos_por_objetivo",
        titulo="Productos por objetivo",
        responde="Cuántos productos del plan tiene cada objetivo específico.",
        armar=productos_por_objetivo,
        resumen=resumir((1, "producto", "productos"), (None, "objetivo", "objetivos")),
        fijo={"medida": "productos"},
    ),
    del_plan(
        nombre="sector_por_objetivo",
        titulo="Productos por sector y objetivo",
        responde="En qué objetivos trabaja cada sector.",
        armar=sector_por_objetivo,
        resumen=resumir((-1, "producto", "productos"), (None, "sector", "sectores")),
        fijo={"medida": "productos"},
    ),
    del_plan(
        nombre="periodicidad",
        titulo="Productos por periodicidad",
        responde="Cada cuánto reportan los productos, y qué se publicó sobre eso.",
        armar=periodicidad,
        resumen=resumir((1, "producto", "productos")),
        fijo={"medida": "productos"},
    ),
)
