"""Detrás de una cifra de cumplimiento: los productos de un color, los de un promedio, o el cálculo de uno."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from registro.errores import ErrorDeRegistro
from registro.indicadores import explicar
from registro.indicadores.avance import agregar
from registro.indicadores.consultas import avances
from registro.indicadores.consultas.avances import Leido
from registro.informes.catalogo import semaforo
from registro.informes.registros.hallados import Hallados, Pedido
from registro.numeros import escribir, escribir_decimal, escribir_porcentaje
from registro.tabla import SIN_DATO, Celda, Columna, Fila, TipoColumna
from registro.textos import abreviar

CLAVES = frozenset({"sector", "objetivo", "color"})
CLAVES_DE_CALCULO = frozenset({"producto", "cifra"})
CLAVES_DE_PROMEDIO = frozenset({"sector", "promedio"})
PRODUCTO = "producto"
PORCENTAJE = TipoColumna.PORCENTAJE
NOMBRES = {
    "avance": "de avance",
    "programado": "programado",
    "diferencia": "puntos porcentuales de diferencia",
    "contados": "productos contados",
    "fuera": "productos sin meta final",
}


def productos(pedido: Pedido) -> Hallados:
    """Una línea por producto de ese color."""
    filtro = pedido.filtro
    suyos = [
        producto
        for producto in _leidos(pedido)
        if filtro.get("objetivo", str(producto.ficha.objetivo)) == str(producto.ficha.objetivo)
        and filtro.get("color", producto.color) == producto.color
    ]
    columnas = (
        *(Columna("Código"), Columna("Producto"), Columna("Sector")),
        *(Columna("Cumplimiento %", PORCENTAJE), Columna("Color", TipoColumna.ESTADO)),
        Columna("Productos", TipoColumna.ENTERO),
    )
    filas = [
        (
            *(_codigo(uno), Celda(uno.ficha.nombre), Celda(uno.ficha.sector)),
            *(_porcentaje(uno.avance.p), Celda(uno.color.value), Celda(1)),
        )
        for uno in suyos
    ]
    return _pagina(pedido, columnas, filas, len(suyos))


def promedio(pedido: Pedido) -> Hallados:
    """Una línea por producto del sector, con lo que lleva y lo que debía llevar."""
    cual = pedido.filtro.get("promedio", "avance")
    todos = _leidos(pedido)
    suma = agregar([(uno.definicion, uno.avance) for uno in todos])
    if cual not in NOMBRES:
        raise ErrorDeRegistro(f"«{abreviar(cual)}» no es una cifra de esta tabla. Ábrala desde ahí.")
    fuera = cual == "fuera"
    suyos = [uno for uno in todos if (uno.definicion.meta_final is None) == fuera]
    columnas = (
        *(Columna("Código"), Columna("Producto"), Columna("Sector")),
        *(Columna("Avance %", PORCENTAJE), Columna("Programado %", PORCENTAJE)),
        Columna("Meta final", TipoColumna.DECIMAL),
    )
    filas = [
        (
            *(_codigo(uno), Celda(uno.ficha.nombre), Celda(uno.ficha.sector)),
            *(_porcentaje(uno.avance.avance), _porcentaje(uno.avance.programado)),
            Celda(SIN_DATO if uno.definicion.meta_final is None else uno.definicion.meta_final),
        )
        for uno in suyos
    ]
    valor: Decimal | int | None = getattr(suma, cual)
    figura = f"{_escrito(valor, en_puntos=cual == 'diferencia')} {NOMBRES[cual]}"
    return _pagina(pedido, columnas, filas, Decimal(0) if valor is None else valor, figura)


def _escrito(valor: Decimal | int | None, *, en_puntos: bool) -> str:
    if isinstance(valor, int):
        return escribir(valor)
    exacto = valor or Decimal(0)
    return escribir_decimal(exacto) if en_puntos else escribir_porcentaje(exacto)


def calculo(pedido: Pedido) -> Hallados:
    """Los números de que sale una cifra de un producto y, debajo, cada reporte o registro que la sostiene."""
    cual = pedido.filtro.get("cifra", "")
    if cual not in explicar.CIFRAS:
        raise ErrorDeRegistro(f"«{abreviar(cual)}» no es una cifra de un producto. Ábrala desde su tabla.")
    parametros = semaforo.con_vigencia(pedido.parametros)
    pedida = semaforo.pedido(parametros)
    leido = avances.leer_uno(pedido.filtro.get(PRODUCTO, ""), pedida, con_su_regla=False)
    corte = pedida.corte
    dichos = explicar.pasos(leido.definicion, leido.avance, corte, cual, leido.aportes)
    filas: list[Fila] = [(Celda(paso.que, _al_producto(leido)), Celda(paso.cuanto)) for paso in dichos]
    valor: Decimal | None = getattr(leido.avance, cual)
    columnas = (Columna("De dónde sale"), Columna(explicar.CIFRAS[cual]))
    figura = explicar.cifra(leido.avance, cual, leido.definicion)
    return _pagina(pedido, columnas, filas, Decimal(0) if valor is None else valor, figura)


def _leidos(pedido: Pedido) -> list[Leido]:
    parametros = semaforo.con_vigencia(pedido.parametros)
    if sector := pedido.filtro.get("sector"):
        parametros = replace(parametros, sector=sector)
    return list(semaforo.leer(parametros).productos)


def _codigo(leido: Leido) -> Celda:
    return Celda(leido.ficha.codigo, _al_producto(leido))


def _al_producto(leido: Leido) -> tuple[tuple[str, str], ...]:
    return ((PRODUCTO, leido.ficha.codigo),)


def _porcentaje(valor: Decimal | None) -> Celda:
    return Celda(SIN_DATO if valor is None else valor)


def _pagina(
    pedido: Pedido,
    columnas: tuple[Columna, ...],
    filas: Sequence[Fila],
    suma: int | Decimal,
    figura: str = "",
) -> Hallados:
    return Hallados(
        columnas,
        tuple(filas[pedido.salto : pedido.salto + pedido.cuantas]),
        len(filas),
        suma,
        figura,
        _BAJADAS.get(pedido.filtro["medida"], ""),
    )


# Los renglones de un cálculo o de un promedio no suman la cifra: la explican.
_BAJADAS = {"calculo": "Cómo se calcula, con sus números.", "promedio": "Los productos de que sale."}
