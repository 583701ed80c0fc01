"""El conteo escrito como tabla: capas, filas y columnas con sus totales."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from registro.fechas import hoy
from registro.indicadores.contados import ATENCIONES, INSTITUCIONAL
from registro.informes.conteos.dimensiones import DIMENSIONES, DeclaracionDeDimension
from registro.informes.conteos.pedido import MEDIDAS, VIGENCIA, Pedido
from registro.seguridad.divulgacion.publicada import PERSONAS, TOTAL, Clave, Publicada
from registro.tabla import OCULTO, Celda, Columna, Fila, Tabla, TipoColumna
from registro.textos import unir

DE_QUE = {ATENCIONES: "Atenciones", INSTITUCIONAL: "Asistencia institucional"}


def titular(pedido: Pedido) -> str:
    """«Asistencias por localidad y mes, vigencia 2023»."""
    que = MEDIDAS[pedido.medida]
    if pedido.medida != PERSONAS:
        que = DE_QUE.get(pedido.universo, que)
    por = unir(
        [
            DIMENSIONES[nombre].rotulo.lower()
            for nombre in (*pedido.dimensiones[len(pedido.capas) :], *pedido.capas)
        ]
    )
    filtros = [
        f"vigencia {unir(list(valores))}"
        if campo == VIGENCIA
        else f"{DIMENSIONES[campo].rotulo.lower()}: {unir([DIMENSIONES[campo].leer(v) for v in valores])}"
        for campo, valores in pedido.filtros
    ]
    return ", ".join((f"{que} por {por}", *filtros))


def escribir(pedido: Pedido, conteo: Publicada, notas: tuple[str, ...] = (), reglas: str = "") -> Tabla:
    """La tabla; lo que no es visible sale con ``*``."""
    declaradas = [DIMENSIONES[nombre] for nombre in pedido.dimensiones]
    anchas = len(pedido.capas) + 1
    de_columna = [clave for clave, _ in conteo.ejes[-1].valores] if pedido.columnas else []
    rotulos = [Columna(una.rotulo) for una in declaradas[:anchas]]
    columnas = [Columna(leer(declaradas[-1], clave), TipoColumna.ENTERO) for clave in de_columna]
    cierre = Columna("Total" if pedido.columnas else MEDIDAS[pedido.medida], TipoColumna.ENTERO)
    cabeceras = [[*(clave for clave, _ in eje.valores), TOTAL] for eje in conteo.ejes[:anchas]]

    def fila(cabecera: Clave) -> Fila:
        textos = [Celda(leer(una, clave)) for una, clave in zip(declaradas, cabecera, strict=False)]
        claves = [(*cabecera, clave) for clave in (*de_columna, TOTAL)] if pedido.columnas else [cabecera]
        return (*textos, *(_cifra(conteo, clave) for clave in claves))

    *filas, totales = (fila(cabecera) for cabecera in product(*cabeceras))
    return Tabla(
        nombre="conteos",
        titulo=titular(pedido),
        columnas=(*rotulos, *columnas, cierre),
        filas=tuple(filas),
        totales=totales,
        fuente="registros",
        corte=hoy(),
        reglas=reglas,
        notas=notas,
    )


def leer(declarada: DeclaracionDeDimension, clave: str) -> str:
    """Cómo se lee un valor, uno que une varios, o el total."""
    if clave == TOTAL:
        return "Total"
    propia: Callable[[str], str] = declarada.leer
    return unir([propia(parte) for parte in clave.split("+")]) if not clave.endswith("+") else propia(clave)


def _cifra(conteo: Publicada, clave: Clave) -> Celda:
    return Celda(conteo.exactas[clave] if clave in conteo.visibles else OCULTO)
